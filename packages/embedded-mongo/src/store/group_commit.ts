import { setTimeout as sleep } from 'node:timers/promises'
import { resetEffort } from '../effort.ts'
import { MongoError } from '../errors.ts'
import { Pause } from '../pause.ts'
import type { Checkpoints } from './checkpoints.ts'
import { Busy, type Connection } from './connection.ts'

/** Maximum time that a group collects writes before it is committed. */
const MAX_GROUP_MS = 10

/** Maximum wait for a write lock held by another process or an open transaction. */
const LOCK_TIMEOUT_MS = 30_000

/** Time after contention during which another writer is assumed to be still active. */
const CONTENTION_MS = 1000

interface Job {
  work(connection: Connection): unknown
  resolve(result: never): void
  reject(error: unknown): void
  deadline: number
}

/**
 * Runs writes in order and commits those that arrive together in one transaction, because a flush
 * to disk costs the same for one write as for a hundred. Each write has its own savepoint, so a
 * failing write does not affect the rest. No write is acknowledged before the commit.
 */
export class GroupCommit {
  private readonly connection: Connection
  private readonly checkpoints: Checkpoints
  private queue: Job[] = []
  private running?: Promise<void>
  private contendedUntil = 0

  constructor(connection: Connection, checkpoints: Checkpoints) {
    this.connection = connection
    this.checkpoints = checkpoints
  }

  run<T>(
    work: (connection: Connection) => T | Promise<T>,
    deadline = Number.POSITIVE_INFINITY
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.queue.push({ work, resolve, reject, deadline })
      this.running ??= new Promise((done) => {
        // after this turn's events, so that all writes they trigger join the group
        setImmediate(() => this.drain().finally(() => done()))
      })
    })
  }

  /** Resolves when all writes so far are on disk. */
  async idle(): Promise<void> {
    await this.running
  }

  private async drain(): Promise<void> {
    try {
      while (this.queue.length > 0) {
        await this.commitGroup()
        await this.giveWay()
        this.checkpoints.finish()
      }
    } finally {
      this.running = undefined
    }
  }

  /**
   * Lets replies be sent and further writes arrive before the next group. If another process writes
   * too, the lock is left free for a moment, because SQLite has no queue for it.
   */
  private async giveWay(): Promise<void> {
    if (performance.now() < this.contendedUntil) await sleep(1 + Math.random() * 2)
    else await new Promise((resolve) => setImmediate(resolve))
  }

  private async commitGroup(): Promise<void> {
    try {
      const tries = await beginImmediate(this.connection, () => this.earliestDeadline())
      if (tries > 1) this.contendedUntil = performance.now() + CONTENTION_MS
    } catch (error) {
      this.rejectOverdue(error)
      return
    }
    const done: (() => void)[] = []
    const group: Job[] = []
    const pause = new Pause()
    const started = performance.now()
    try {
      do {
        const job = this.queue.shift() as Job
        group.push(job)
        resetEffort()
        try {
          const result = await this.connection.savepoint(() => job.work(this.connection))
          done.push(() => job.resolve(result as never))
        } catch (error) {
          if (!this.connection.inTransaction) throw error
          done.push(() => job.reject(error))
        }
      } while (this.queue.length > 0 && performance.now() - started < MAX_GROUP_MS)
      if (pause.isDue()) await pause.take()
      await this.checkpoints.beforeCommit(this.connection)
      this.connection.commit()
      this.checkpoints.afterCommit(this.connection)
    } catch (error) {
      this.connection.rollback()
      for (const job of group) job.reject(error)
      return
    }
    for (const settle of done) settle()
  }

  private earliestDeadline(): number {
    const now = performance.now()
    return this.queue.reduce(
      (earliest, job) => Math.min(earliest, job.deadline),
      now + LOCK_TIMEOUT_MS
    )
  }

  /**
   * Rejects writes after the lock could not be acquired: those past their deadline or, if there are
   * none, all of them.
   */
  private rejectOverdue(error: unknown): void {
    const now = performance.now()
    const overdue = this.queue.filter((job) => job.deadline <= now)
    const rejected = overdue.length > 0 ? overdue : this.queue
    this.queue = this.queue.filter((job) => !rejected.includes(job))
    for (const job of rejected) job.reject(error)
  }
}

/**
 * Begins a write transaction, waiting without blocking while another connection writes. Resolves
 * with the number of attempts.
 *
 * @throws {MongoError} 50 MaxTimeMSExpired if the deadline (in `performance.now()`) passes
 */
export async function beginImmediate(
  connection: Connection,
  deadline: () => number
): Promise<number> {
  const limit = deadline()
  for (let attempt = 0; ; attempt++) {
    try {
      connection.begin('IMMEDIATE')
      return attempt + 1
    } catch (error) {
      if (!(error instanceof Busy)) throw error
      if (performance.now() >= Math.min(limit, deadline())) {
        throw new MongoError(
          50,
          'operation exceeded time limit: the files are being written by an open transaction or another process'
        )
      }
    }
    await sleep(1)
  }
}
