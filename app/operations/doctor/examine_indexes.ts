import mongoose from 'mongoose'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import ProgressDocument from '#app/learning/documents/progress'
import { type Finding, ok, warning } from '#app/operations/doctor/finding'

const documents = [CourseDocument, LectureDocument, ProgressDocument]

/** Whether MongoDB has the indexes that no request may go without. */
export async function examineIndexes(): Promise<Finding[]> {
  const { db } = mongoose.connection
  const collections = await db!.listCollections().toArray()
  const existing = new Set(collections.map(({ name }) => name))
  const missing: string[] = []
  for (const { collection, schema } of documents) {
    if (!existing.has(collection.name)) continue
    const found = await db!.collection(collection.name).listIndexes().toArray()
    const keys = new Set(found.map(({ key, unique = false }) => JSON.stringify([key, unique])))
    for (const [key, { unique = false } = {}] of schema.indexes()) {
      if (!keys.has(JSON.stringify([key, unique])))
        missing.push(`${collection.name} ${JSON.stringify(key)}`)
    }
  }
  if (missing.length === 0) return [ok('Indexes', 'All are there.')]
  const remedy = 'The next start makes them; if it fails, it says which documents stand against it.'
  return [warning('Indexes', `Missing: ${missing.join(', ')}.`, remedy)]
}
