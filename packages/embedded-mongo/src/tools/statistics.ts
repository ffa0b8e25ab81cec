import type { MongoClient } from 'mongodb'
import { databaseNames } from './dump.ts'

export interface CollectionStatistics {
  database: string
  collection: string
  documents: number
  bytes: number
  storageBytes: number
  indexes: { name: string; bytes: number }[]
}

/** Returns sizes and counts for each collection of a server. */
export async function statistics(client: MongoClient): Promise<CollectionStatistics[]> {
  const result: CollectionStatistics[] = []
  for (const database of await databaseNames(client)) {
    const db = client.db(database)
    for (const { name, type } of await db.listCollections().toArray()) {
      if (type === 'view') continue
      const { count, size, storageSize, indexSizes } = await db.command({ collStats: name })
      result.push({
        database,
        collection: name,
        documents: count,
        bytes: size,
        storageBytes: storageSize,
        indexes: Object.entries(indexSizes).map(([index, bytes]) => ({
          name: index,
          bytes: Number(bytes),
        })),
      })
    }
  }
  return result
}
