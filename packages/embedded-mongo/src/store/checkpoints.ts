import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { neighbour } from '../neighbour.ts'
import type { Connection } from './connection.ts'

/** Number of changed rows between two checkpoints, which corresponds to some ten megabytes of log. */
const CHANGES_BETWEEN_COPIES = 8000

/**
 * Commits of more rows than this flush the log asynchronously first, so that the commit itself
 * blocks only briefly.
 */
const BIG_COMMIT_CHANGES = 2000

const THREAD_ENTRY = neighbour(import.meta.url, 'checkpoint_thread')

/**
 * Runs checkpoints, which keep the write-ahead log short. SQLite's automatic checkpoint would run
 * inside a commit and block it for long after a big transaction. A separate thread copies the log
 * instead; the serving thread only copies what was written meanwhile.
 */
export class Checkpoints {
  private readonly file: string
  private readonly writer: Connection
  private changes = 0
  private thread?: Worker
  private copying = false
  private copied = false

  constructor(file: string, writer: Connection) {
    this.file = file
    this.writer = writer
  }

  /** Must be awaited before a commit, while its transaction is still open. */
  async beforeCommit(connection: Connection): Promise<void> {
    if (connection.changesOfTransaction < BIG_COMMIT_CHANGES) return
    const log = await open(`${this.file}-wal`, 'r').catch(() => undefined)
    try {
      await log?.datasync()
    } catch {
      // the commit flushes too and reports the error
    } finally {
      await log?.close()
    }
  }

  afterCommit(connection: Connection): void {
    this.changes += connection.changesOfTransaction
    connection.changesOfTransaction = 0
    if (this.changes >= CHANGES_BETWEEN_COPIES && !this.copying) this.copy()
  }

  /**
   * Copies the rest of the log, which is small, so that SQLite can restart the log. Must be called
   * while the writer has no open transaction.
   */
  finish(): void {
    if (!this.copied) return
    this.copied = false
    this.writer.get('PRAGMA wal_checkpoint(PASSIVE)')
  }

  async close(): Promise<void> {
    if (!this.thread) return
    const ended = once(this.thread, 'exit')
    this.thread.ref()
    this.thread.postMessage('end')
    await ended
  }

  private copy(): void {
    this.changes = 0
    this.copying = true
    this.thread ??= this.start()
    this.thread.postMessage('copy')
  }

  private start(): Worker {
    const workerData = { file: this.file }
    const thread = new Worker(THREAD_ENTRY, {
      workerData,
      execArgv: [],
      name: 'embedded-mongo-log',
    })
    thread.unref()
    thread.on('message', ({ failure }: { failure?: string }) => {
      if (failure) console.error(`embedded MongoDB server: checkpoint failed: ${failure}`)
      this.copying = false
      this.copied = !failure
    })
    thread.on('error', (error) => {
      console.error('embedded MongoDB server: checkpoint failed:', error)
      this.copying = false
      this.thread = undefined
    })
    return thread
  }
}
