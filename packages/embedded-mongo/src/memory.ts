import { Session } from 'node:inspector'
import { getHeapStatistics } from 'node:v8'
import { MongoError } from './errors.ts'

/** What all operations together may fill; to collect the garbage of more would keep everyone waiting. */
const LIMIT = Math.min(640 * 2 ** 20, getHeapStatistics().heap_size_limit * 0.6)

/** Whoever asks while so much is really held has to give up, rather than collecting garbage again and again. */
const MOST_HELD = LIMIT * 0.8

/**
 * What a client asks for must not end the server by filling its memory: long operations ask here.
 *
 * @throws {MongoError} 292 QueryExceededMemoryLimitNoDiskUseAllowed
 */
export function checkMemory(): void {
  if (memoryInUse() < LIMIT) return
  collectGarbage()
  if (memoryInUse() < MOST_HELD) return
  throw new MongoError(
    292,
    'operation exceeded the memory limit: this server keeps what it sorts, groups or joins in memory'
  )
}

function memoryInUse(): number {
  const { used_heap_size: used, external_memory: external } = getHeapStatistics()
  return used + external
}

/** Garbage of operations that have ended must not be held against those that go on. */
function collectGarbage(): void {
  const session = new Session()
  session.connect()
  session.post('HeapProfiler.collectGarbage')
  session.disconnect()
}
