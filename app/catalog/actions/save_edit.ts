import type { ClientSession, Types } from 'mongoose'
import { inject } from '@adonisjs/core'
import Audit, { type Change } from '#app/platform/audit/audit'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import StaleEdit from '#app/catalog/exceptions/stale_edit'

/** A record with a count of its edits, for optimistic locking. A missing count means 0. */
interface Edited {
  _id: Types.ObjectId
  edits?: number | null
}

interface EditToSave<Stored extends Edited, Edit extends object> {
  change: Pick<Change, 'actor' | 'action' | 'target'>
  /** The record as it was read. */
  current: Stored
  /** Edit count when editing started. Without it, the current version is overwritten. */
  begunWith: number | undefined
  edit: Partial<Edit>
  /** Updates the record if it is still as it was read. @returns the updated record, or `null` if none matches */
  update: (
    asRead: { _id: Types.ObjectId; edits: number | null },
    set: Partial<Edit> & { edits: number; updatedAt: Date },
    session: ClientSession
  ) => Promise<Stored | null>
}

/**
 * Saves the changed fields of an edit unless someone else has saved since it started. One of two simultaneous edits
 * fails.
 */
@inject()
export default class SaveEdit {
  constructor(
    private changes: CatalogChanges,
    private audit: Audit
  ) {}

  /** @throws {StaleEdit} also if the record is deleted at the same time */
  async handle<Stored extends Edited, Edit extends object>({
    change,
    current,
    begunWith,
    edit,
    update,
  }: EditToSave<Stored, Edit>): Promise<Stored> {
    const edits = current.edits ?? 0
    if (begunWith !== undefined && begunWith !== edits) throw new StaleEdit()
    const { before, after } = differences<Edit>(current, edit)
    if (Object.keys(after).length === 0) return current

    const asRead = { _id: current._id, edits: current.edits ?? null }
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

/** Returns the fields that an edit changes, with their old and new values. */
function differences<Edit extends object>(stored: object, edit: Partial<Edit>) {
  const current = stored as Edit
  const names = (Object.keys(edit) as (keyof Edit)[]).filter(
    (name) => edit[name] !== undefined && edit[name] !== current[name]
  )
  const pick = (source: Partial<Edit>) =>
    Object.fromEntries(names.map((name) => [name, source[name]])) as Partial<Edit>
  return { before: pick(current), after: pick(edit) }
}
