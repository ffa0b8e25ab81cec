import { Session } from 'node:inspector'
import { getHeapStatistics } from 'node:v8'
import { MongoError } from './errors.ts'

/**
 * Heap limit for all operations together. Collecting garbage on a larger heap would block the event
 * loop too long.
 */
const LIMIT = Math.min(640 * 2 ** 20, getHeapStatistics().heap_size_limit * 0.6)

/** If this much is in use after a collection, the operation fails instead of collecting garbage again and again. */
const LIMIT_AFTER_COLLECTION = LIMIT * 0.8

/**
 * Protects the server from running out of memory. Long operations call it regularly.
 *
 * @throws {MongoError} 292 QueryExceededMemoryLimitNoDiskUseAllowed
 */
export function checkMemory(): void {
  if (memoryInUse() < LIMIT) return
  collectGarbage()
  if (memoryInUse() < LIMIT_AFTER_COLLECTION) return
  throw new MongoError(
    292,
    'operation exceeded the memory limit: this server sorts, groups and joins in memory only'
  )
}

function memoryInUse(): number {
  const { used_heap_size: used, external_memory: external } = getHeapStatistics()
  return used + external
}

/** Collects garbage, so that running operations do not fail because of finished ones. */
function collectGarbage(): void {
  const session = new Session()
  session.connect()
  session.post('HeapProfiler.collectGarbage')
  session.disconnect()
}
