import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ApplicationService } from '@adonisjs/core/types'
import type { Database } from '@adonisjs/lucid/database'
import { MigrationRunner } from '@adonisjs/lucid/migration'
import { dataDir } from '#config/app'
import StartRefused from '#app/platform/exceptions/start_refused'
import CommitFailed from '#app/platform/sql/commit_failed'
import { driverMessage } from '#app/platform/sql/driver_message'
import SqliteConnection from '#app/platform/sql/sqlite_connection'
import { isLocked, isUnwritable } from '#app/platform/sql/sqlite_error'

const LOCK_TIMEOUT_IN_MS = 30_000

/**
 * Runs pending migrations of the embedded SQL database. If several processes start at once, one of
 * them migrates while the others wait for its lock, the write lock of a separate file.
 * @throws {StartRefused} if DATA_DIR is not writable, or another process does not finish migrating
 */
export async function migrateEmbedded(db: Database, app: ApplicationService): Promise<void> {
  let lock: SqliteConnection | undefined
  try {
    await mkdir(dataDir, { recursive: true })
    lock = new SqliteConnection(join(dataDir, 'migrations.lock'), {
      lockTimeoutInMs: LOCK_TIMEOUT_IN_MS,
    })
    lock.exec('BEGIN EXCLUSIVE')
    const runner = new MigrationRunner(db, app, { direction: 'up' })
    await runner.run()
    if (runner.error) throw runner.error
  } catch (error) {
    throw sentenceFor(error as NodeJS.ErrnoException)
  } finally {
    lock?.close()
  }
}

/** Turns environment problems into one sentence; returns other errors unchanged. */
function sentenceFor(thrown: NodeJS.ErrnoException): Error {
  const error = thrown instanceof CommitFailed ? (thrown.cause as NodeJS.ErrnoException) : thrown
  const isFolderAtFault = error.syscall === 'mkdir' || isUnwritable(error)
  if (!isFolderAtFault) return thrown

  const problem = isLocked(error)
    ? `Another process keeps the database in DATA_DIR (${dataDir}) locked`
    : `DATA_DIR (${dataDir}) is not writable`
  return new StartRefused(`${problem}: ${driverMessage(error)}`, { cause: error })
}

/** Names of pending migrations, in order. */
export async function pendingMigrations(db: Database, app: ApplicationService): Promise<string[]> {
  const runner = new MigrationRunner(db, app, { direction: 'up' })
  const migrations = await runner.getList()
  return migrations.filter(({ status }) => status === 'pending').map(({ name }) => name)
}

/**
 * @throws {StartRefused} if migrations are pending: for a shared database they are a separate
 * release step
 */
export async function refusePendingMigrations(
  db: Database,
  app: ApplicationService
): Promise<void> {
  const pending = await pendingMigrations(db, app)
  if (pending.length > 0) {
    throw new StartRefused(
      'The database has pending migrations. Run: node ace migration:run --force'
    )
  }
}
