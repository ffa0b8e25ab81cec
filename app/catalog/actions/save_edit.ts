import type { ClientSession, Types } from 'mongoose'
import { inject } from '@adonisjs/core'
import Audit, { type Change } from '#app/platform/audit/audit'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import StaleEdit from '#app/catalog/exceptions/stale_edit'

/** What is edited counts its edits, so that whoever saves can say which state they began with. None counts as 0. */
interface Edited {
  _id: Types.ObjectId
  edits?: number | null
}

interface EditToSave<Stored extends Edited, Edit extends object> {
  change: Pick<Change, 'actor' | 'action' | 'target'>
  /** What was read. */
  stands: Stored
  /** How often it had been edited when whoever saves began; without it, whatever stands is replaced. */
  begunWith: number | undefined
  edit: Partial<Edit>
  /** One update of what is still as it was read. @returns what stands then; `null` if there is no such thing */
  update: (
    asRead: { _id: Types.ObjectId; edits: number | null },
    set: Partial<Edit> & { edits: number; updatedAt: Date },
    session: ClientSession
  ) => Promise<Stored | null>
}

/** Saves what differs of an edit, unless someone else has saved since it was begun: of two at once, one is told. */
@inject()
export default class SaveEdit {
  constructor(
    private changes: CatalogChanges,
    private audit: Audit
  ) {}

  /** @throws {StaleEdit} also when the thing was deleted at the same moment */
  async handle<Stored extends Edited, Edit extends object>({
    change,
    stands,
    begunWith,
    edit,
    update,
  }: EditToSave<Stored, Edit>): Promise<Stored> {
    const edits = stands.edits ?? 0
    if (begunWith !== undefined && begunWith !== edits) throw new StaleEdit()
    const { before, after } = differences<Edit>(stands, edit)
    if (Object.keys(after).length === 0) return stands

    const asRead = { _id: stands._id, edits: stands.edits ?? null }
    const set = { ...after, edits: edits + 1, updatedAt: new Date() }
    return this.audit.around({ ...change, before, after }, () =>
      this.changes.record(async (session) => {
        const saved = await update(asRead, set, session)
        if (!saved) throw new StaleEdit()
        return saved
      })
    )
  }
}

/** The members of an edit that differ from what stands, as they were and as they shall be. */
function differences<Edit extends object>(current: object, edit: Partial<Edit>) {
  const stands = current as Edit
  const names = (Object.keys(edit) as (keyof Edit)[]).filter(
    (name) => edit[name] !== undefined && edit[name] !== stands[name]
  )
  const pick = (source: Partial<Edit>) =>
    Object.fromEntries(names.map((name) => [name, source[name]])) as Partial<Edit>
  return { before: pick(stands), after: pick(edit) }
}
