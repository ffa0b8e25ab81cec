import type { Db } from 'mongodb'
import type { Manifest } from '#app/operations/backup/manifest'

interface Mark {
  _id: string
  withFiles: boolean
  startedAt: Date
}

/**
 * Mark in MongoDB during a restore: data found there then belongs to the restore and may be
 * deleted.
 */
export const MARKS = 'restores'

export async function markOf(db: Db): Promise<Mark | null> {
  return db.collection<Mark>(MARKS).findOne()
}

export async function mark(db: Db, { id, withFiles }: Manifest): Promise<void> {
  const before = await markOf(db)
  const facts = { withFiles: withFiles || before?.withFiles === true, startedAt: new Date() }
  await db.collection<Mark>(MARKS).deleteMany({})
  await db.collection<Mark>(MARKS).insertOne({ _id: id, ...facts })
}

export async function unmark(db: Db): Promise<void> {
  await db.collection(MARKS).drop()
}

/** Names of the collections with application data. */
export async function collectionsOf(db: Db): Promise<string[]> {
  const listed = await db.listCollections({}, { nameOnly: true }).toArray()
  return listed.map(({ name }) => name).filter((name) => !/^system\./.test(name) && name !== MARKS)
}
