import type { Schema } from 'mongoose'

/** The index methods of a Mongoose model. */
export interface IndexedDocument {
  collection: { name: string }
  schema: Pick<Schema, 'indexes'>
  createIndexes(options: object): Promise<unknown>
}
