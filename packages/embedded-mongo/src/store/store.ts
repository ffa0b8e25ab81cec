import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Checkpoints } from './checkpoints.ts'
import { Busy, Connection } from './connection.ts'
import { migrateFormat, needsMigration } from './format.ts'
import { GroupCommit } from './group_commit.ts'
import { Presence } from './presence.ts'
import { Turns } from './turns.ts'

/**
 * The open files of a data folder. One connection serves reads, each of which sees the latest
 * commit; another serves group-committed writes. Every client transaction has its own connection.
 */
export class Store {
  readonly file: string
  readonly reader: Connection
  readonly writes: GroupCommit
  readonly turns = new Turns()
  readonly checkpoints: Checkpoints
  private readonly writer: Connection
  private readonly idle: Connection[] = []
  private readonly presence: Presence

  private constructor(file: string, writer: Connection, reader: Connection, presence: Presence) {
    this.file = file
    this.writer = writer
    this.presence = presence
    this.reader = reader
    this.checkpoints = new Checkpoints(file, writer)
    this.writes = new GroupCommit(writer, this.checkpoints)
  }

  /** @throws {Error} with a message for the log if the files can't be used */
  static async open(folder: string): Promise<Store> {
    const file = join(folder, 'mongo.sqlite')
    const { presence, afterUncleanEnd, settled } = enter(folder)
    let writer: Connection | undefined
    try {
      const opened = (writer = await retryWhileBusy(() => open(file)))
      await retryWhileBusy(() => opened.exec('PRAGMA journal_mode=WAL'))
      await retryWhileBusy(() => opened.exec(`PRAGMA journal_size_limit=${LONGEST_LOG_BYTES}`))
      if (await retryWhileBusy(() => needsMigration(opened, file))) {
        await retryWhileBusy(() => opened.begin('IMMEDIATE'))
        // another process may have migrated first
        if (needsMigration(opened, file)) migrateFormat(opened, file)
        opened.commit()
      }
      if (afterUncleanEnd) checkIntegrity(opened, file)
      settled()
      return new Store(file, opened, await retryWhileBusy(() => open(file)), presence)
    } catch (error) {
      writer?.close()
      presence.leave()
      throw error
    }
  }

  /** Returns a connection for one client transaction. It must be given back with `release`. */
  acquire(): Connection {
    return this.idle.pop() ?? open(this.file)
  }

  release(connection: Connection): void {
    connection.rollback()
    if (this.idle.length < 4) this.idle.push(connection)
    else connection.close()
  }

  async close(): Promise<void> {
    await this.writes.idle()
    await this.checkpoints.close()
    for (const connection of [this.reader, this.writer, ...this.idle]) connection.close()
    this.presence.leave()
  }
}

/** @throws {Error} naming the folder if it is not writable */
function enter(folder: string) {
  try {
    mkdirSync(folder, { recursive: true })
    const presence = new Presence(folder)
    return { presence, ...presence.enter() }
  } catch (error) {
    throw new Error(`The data folder ${folder} is not writable: ${(error as Error).message}`, {
      cause: error,
    })
  }
}

/** A log that grew in a big transaction is truncated to this size when SQLite restarts it. */
const LONGEST_LOG_BYTES = 64 * 1024 * 1024

/** Opens a connection. FULL: a commit returns only after the data is flushed to disk. */
const open = (file: string) => new Connection(file, { synchronous: 'FULL' })

function checkIntegrity(connection: Connection, file: string): void {
  const problems = connection.all('PRAGMA integrity_check(10)').map(([message]) => String(message))
  if (problems[0] === 'ok') return
  throw new Error(`${file} is damaged: ${problems.join('; ')}. Restore it from a backup`)
}

/** Retries work while another process holds the lock. */
async function retryWhileBusy<T>(work: () => T): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof Busy) || attempt > 1000) throw error
    }
    await sleep(10)
  }
}
