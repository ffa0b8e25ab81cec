import type { Timestamp } from '../bson/types.ts'
import { MongoError } from '../errors.ts'
import type { Connection } from '../store/connection.ts'
import type { Store } from '../store/store.ts'

/** Lifetime of a snapshot after its last use. */
const LIFETIME_MS = 60_000

interface Snapshot {
  connection: Connection
  lastUse: number
}

/**
 * Snapshots for reads with read concern `snapshot` outside of transactions. Each is a connection
 * with an open read transaction, identified by the timestamp that the first reply returned.
 */
export class Snapshots {
  private readonly byTime = new Map<bigint, Snapshot>()
  private readonly store: Store
  private readonly sweeper: NodeJS.Timeout

  constructor(store: Store) {
    this.store = store
    this.sweeper = setInterval(() => this.sweep(), 5000).unref()
  }

  /** Takes a snapshot of the current data under the given timestamp. */
  take(time: Timestamp): Connection {
    const connection = this.store.acquire()
    connection.begin('DEFERRED')
    connection.catalog() // the first read fixes the snapshot
    this.byTime.set(time.toBigInt(), { connection, lastUse: Date.now() })
    return connection
  }

  /** @throws {MongoError} 239 SnapshotTooOld */
  at(time: Timestamp): Connection {
    const snapshot = this.byTime.get(time.toBigInt())
    if (!snapshot)
      throw new MongoError(239, 'Read timestamp is older than the oldest one that is kept')
    snapshot.lastUse = Date.now()
    return snapshot.connection
  }

  close(): void {
    clearInterval(this.sweeper)
    for (const { connection } of this.byTime.values()) connection.close()
    this.byTime.clear()
  }

  private sweep(): void {
    for (const [time, { connection, lastUse }] of this.byTime) {
      if (Date.now() - lastUse < LIFETIME_MS) continue
      this.byTime.delete(time)
      connection.close() // closed, not reused: an open cursor must not see newer data
    }
  }
}
