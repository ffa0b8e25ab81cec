import type { Schema } from 'mongoose'

/** A Mongoose model, as far as its indexes are concerned. */
export interface IndexedDocument {
  collection: { name: string }
  schema: Pick<Schema, 'indexes'>
  createIndexes(options: object): Promise<unknown>
}
