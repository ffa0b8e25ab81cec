import { mongo } from 'mongoose'

const DUPLICATE_KEY = 11_000

/**
 * Runs an upsert again if it lost to another: two at the same moment may both insert, and the unique index refuses one of
 * them, which then finds the document of the other.
 */
export async function retryLostUpsert<T>(upsert: () => Promise<T>): Promise<T> {
  try {
    return await upsert()
  } catch (error) {
    const hasLost = error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY
    if (!hasLost) throw error
    return upsert()
  }
}
