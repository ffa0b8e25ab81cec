import { setTimeout as sleep } from 'node:timers/promises'
import { MongoError, writeConflict } from '../errors.ts'
import { beginImmediate } from '../store/group_commit.ts'
import { Busy, type Connection } from '../store/connection.ts'
import type { Store } from '../store/store.ts'

/**
 * Maximum wait for another writer. After it the transaction fails with a WriteConflict, which makes
 * the driver retry.
 */
const WRITER_TIMEOUT_MS = 5000

export type TransactionState = 'active' | 'committed' | 'aborted'

/**
 * A client's transaction. It has its own connection, whose snapshot is taken by the first
 * operation. SQLite allows one writer at a time, so any two writing transactions conflict, whatever
 * they write to.
 */
export class Transaction {
  readonly number: bigint
  state: TransactionState = 'active'
  lastUse = Date.now()
  private readonly store: Store
  private readonly willWrite: boolean
  private current?: Connection
  private writing = false
  private hasTurn = false
  private queue: Promise<unknown> = Promise.resolve()

  /** @param willWrite take the write lock immediately, because an earlier attempt conflicted */
  constructor(number: bigint, store: Store, willWrite: boolean) {
    this.number = number
    this.store = store
    this.willWrite = willWrite
  }

  /** Queues an operation behind the earlier ones. @throws {MongoError} 112 WriteConflict */
  run<T>(writes: boolean, work: (connection: Connection) => Promise<T>): Promise<T> {
    const result = this.queue.then(async () => {
      this.lastUse = Date.now()
      return work(await this.begin(writes || this.willWrite))
    })
    this.queue = result.catch(() => {})
    return result
  }

  async commit(): Promise<void> {
    await this.queue
    if (this.current?.inTransaction) {
      await this.store.checkpoints.beforeCommit(this.current)
      for (let attempt = 0; ; attempt++) {
        try {
          this.current.commit()
          this.store.checkpoints.afterCommit(this.current)
          break
        } catch (error) {
          if (!(error instanceof Busy) || attempt > 500) throw error
        }
        await sleep(5)
      }
    }
    this.end('committed')
  }

  async abort(): Promise<void> {
    await this.queue
    this.end('aborted')
  }

  private end(state: TransactionState): void {
    this.state = state
    if (this.current) this.store.release(this.current)
    this.current = undefined
    if (this.hasTurn) this.store.turns.pass()
    this.hasTurn = false
  }

  private async begin(writes: boolean): Promise<Connection> {
    this.current ??= this.store.acquire()
    const connection = this.current
    if (!connection.inTransaction) {
      if (writes) await this.takeWriteLock(connection)
      else connection.begin('DEFERRED')
      // the first read fixes the snapshot
      connection.catalog()
    } else if (writes && !this.writing) {
      await this.upgrade(connection)
    }
    return connection
  }

  private async takeWriteLock(connection: Connection): Promise<void> {
    this.hasTurn ||= await this.store.turns.take(WRITER_TIMEOUT_MS)
    if (!this.hasTurn) throw writeConflict()
    const deadline = performance.now() + WRITER_TIMEOUT_MS
    try {
      await beginImmediate(connection, () => deadline)
      this.writing = true
    } catch (error) {
      throw error instanceof MongoError && error.code === 50 ? writeConflict() : error
    }
  }

  /**
   * Upgrades a read transaction to a write transaction. Fails if another connection has written
   * since the first read.
   */
  private async upgrade(connection: Connection): Promise<void> {
    const deadline = performance.now() + WRITER_TIMEOUT_MS
    for (;;) {
      try {
        connection.run("DELETE FROM meta WHERE name = ''") // takes the lock without changing anything
        this.writing = true
        return
      } catch (error) {
        if (!(error instanceof Busy)) throw error
        if (error.outdated || performance.now() > deadline) throw writeConflict()
      }
      await sleep(2)
    }
  }
}
