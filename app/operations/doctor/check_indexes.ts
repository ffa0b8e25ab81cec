import mongoose from 'mongoose'
import { inject } from '@adonisjs/core'
import { type CheckResult, ok, warning } from '#app/operations/doctor/check_result'
import Capabilities from '#app/platform/capabilities'
import type { IndexedDocument } from '#app/platform/mongo/indexed_document'

/** Checks that MongoDB has the indexes that the documents declare. */
@inject()
export default class CheckIndexes {
  constructor(private capabilities: Capabilities) {}

  async handle(): Promise<CheckResult[]> {
    const { db } = mongoose.connection
    const collections = await db!.listCollections().toArray()
    const existing = new Set(collections.map(({ name }) => name))
    const missing: string[] = []
    for (const load of this.capabilities.documents) {
      const { default: document } = await load()
      if (existing.has(document.collection.name)) missing.push(...(await missingIn(document)))
    }
    if (missing.length === 0) return [ok('Indexes', 'All indexes exist.')]
    const remedy =
      'The next start creates them. If that fails, the error names the conflicting documents.'
    return [warning('Indexes', `Missing: ${missing.join(', ')}.`, remedy)]
  }
}

async function missingIn({ collection, schema }: IndexedDocument): Promise<string[]> {
  const found = await mongoose.connection.db!.collection(collection.name).listIndexes().toArray()
  const keys = new Set(found.map(({ key, unique = false }) => JSON.stringify([key, unique])))
  return schema
    .indexes()
    .filter(([key, { unique = false } = {}]) => !keys.has(JSON.stringify([key, unique])))
    .map(([key]) => `${collection.name} ${JSON.stringify(key)}`)
}
