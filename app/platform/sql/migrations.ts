import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { ApplicationService } from '@adonisjs/core/types'
import type { Database } from '@adonisjs/lucid/database'
import { MigrationRunner } from '@adonisjs/lucid/migration'
import { dataDir } from '#config/app'
import StartRefused from '#app/platform/exceptions/start_refused'

/**
 * Runs pending migrations of the embedded SQL database. Of several processes that start at once, one migrates and
 * the others wait: the write lock of a file beside the database decides.
 */
export async function migrateEmbedded(db: Database, app: ApplicationService): Promise<void> {
  const lock = await openLock()
  try {
    lock.exec('BEGIN EXCLUSIVE')
    const runner = new MigrationRunner(db, app, { direction: 'up' })
    await runner.run()
    if (runner.error) throw runner.error
  } finally {
    lock.close()
  }
}

/** @throws {StartRefused} when nothing can be written in DATA_DIR */
async function openLock() {
  try {
    await mkdir(dataDir, { recursive: true })
    return new Sqlite(join(dataDir, 'migrations.lock'), { timeout: 30_000 })
  } catch (cause) {
    const { message } = cause as Error
    throw new StartRefused(`Nothing can be written in DATA_DIR, ${dataDir}: ${message}`, { cause })
  }
}

/** Names of the migrations that are not run yet, in their order. */
export async function pendingMigrations(db: Database, app: ApplicationService): Promise<string[]> {
  const runner = new MigrationRunner(db, app, { direction: 'up' })
  const migrations = await runner.getList()
  return migrations.filter(({ status }) => status === 'pending').map(({ name }) => name)
}

/** @throws {StartRefused} when migrations are pending: on a shared database they are a step of the release. */
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
