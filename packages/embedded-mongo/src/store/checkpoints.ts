import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { neighbour } from '../neighbour.ts'
import type { Connection } from './connection.ts'

/** After so many changed rows the log is copied into the data file: some ten megabytes. */
const CHANGES_BETWEEN_COPIES = 8000

/** A commit of more rows than this has its log flushed before, without anybody having to wait. */
const BIG_COMMIT_CHANGES = 2000

const THREAD_ENTRY = neighbour(import.meta.url, 'checkpoint_thread')

/**
 * Keeps the log short. SQLite would copy it into the data file within a commit, which after a big
 * transaction takes long: a thread does it instead, and the serving one only what was written meanwhile.
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

  /** To be awaited before a commit, while its transaction is still open. */
  async beforeCommit(connection: Connection): Promise<void> {
    if (connection.changesOfTransaction < BIG_COMMIT_CHANGES) return
    const log = await open(`${this.file}-wal`, 'r').catch(() => undefined)
    try {
      await log?.datasync()
    } catch {
      // the commit itself flushes too, and says what is wrong
    } finally {
      await log?.close()
    }
  }

  afterCommit(connection: Connection): void {
    this.changes += connection.changesOfTransaction
    connection.changesOfTransaction = 0
    if (this.changes >= CHANGES_BETWEEN_COPIES && !this.copying) this.copy()
  }

  /** To be called while no transaction of the writer is open: the rest is little, and the log starts anew. */
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
      if (failure) console.error(`embedded MongoDB server: the log can't be copied: ${failure}`)
      this.copying = false
      this.copied = !failure
    })
    thread.on('error', (error) => {
      console.error('embedded MongoDB server: the log can not be copied:', error)
      this.copying = false
      this.thread = undefined
    })
    return thread
  }
}
