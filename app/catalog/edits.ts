import type { Model, Types } from 'mongoose'
import StaleEdit from '#app/catalog/exceptions/stale_edit'

/** What is edited counts its edits, so that whoever saves can say which state they began with. None counts as 0. */
interface Edited {
  _id: Types.ObjectId
  edits?: number | null
}

/** The members of an edit that differ from what stands, as they were and as they shall be. */
export function changesBetween<Edit extends object>(
  current: object,
  edit: Edit
): { before: Partial<Edit>; after: Partial<Edit> } {
  const stands = current as Edit
  const names = (Object.keys(edit) as (keyof Edit)[]).filter(
    (name) => edit[name] !== undefined && edit[name] !== stands[name]
  )
  const pick = (source: Edit) =>
    Object.fromEntries(names.map((name) => [name, source[name]])) as Partial<Edit>
  return { before: pick(stands), after: pick(edit) }
}

/** @param begunWith what whoever saves had seen; without it, whatever stands is replaced @throws {StaleEdit} */
export function refuseStaleEdit({ edits }: Edited, begunWith: number | undefined) {
  if (begunWith !== undefined && begunWith !== (edits ?? 0)) throw new StaleEdit()
}

/**
 * Saves by one update that finds the document only as it was read: of two that save at once, one is told.
 * @returns what stands now, or `null` when the document is gone
 * @throws {StaleEdit}
 */
export async function saveEdit<Document extends Edited>(
  documents: Model<any>,
  { _id, edits }: Document,
  after: object
): Promise<Document | null> {
  const changed = await documents
    .findOneAndUpdate(
      { _id, edits: edits ?? null },
      { $set: { ...after, edits: (edits ?? 0) + 1, updatedAt: new Date() } },
      { returnDocument: 'after' }
    )
    .lean<Document>()
  if (!changed && (await documents.exists({ _id }))) throw new StaleEdit()
  return changed
}
