import type { ApplicationService } from '@adonisjs/core/types'
import SqlReader, { PostgresReader, SqliteReader } from '#app/platform/sql/sql_reader'
import { waitFor } from '#app/platform/timeouts'

/** Ensures that the SQL database is available and migrated before anything else starts. */
export default class SqlProvider {
  private reader?: SqlReader

  constructor(protected app: ApplicationService) {}

  register() {
    this.app.container.singleton(SqlReader, async (resolver) => {
      const db = await resolver.make('lucid.db')
      if (db.primaryConnectionName !== 'sqlite') return new PostgresReader(db)
      const { sqliteFile } = await import('#config/database')
      const { lockTimeoutInMs } = await import('#config/timeouts')
      return (this.reader = new SqliteReader(sqliteFile, lockTimeoutInMs))
    })
  }

  /** Configures each pool on first use to reload its password when it is rejected. */
  async boot() {
    const { databasePassword } = await import('#config/database')
    if (!databasePassword) return

    const emitter = await this.app.container.make('emitter')
    emitter.on('db:connection:connect', ({ client }) => databasePassword.follow(client!.client))
  }

  async start() {
    if (this.app.getMode() === 'warmup') return // only inspected, never shut down

    const db = await this.app.container.make('lucid.db')
    const { migrateEmbedded, refusePendingMigrations } =
      await import('#app/platform/sql/migrations')

    if (db.primaryConnectionName === 'sqlite') return migrateEmbedded(db, this.app)

    await waitFor('PostgreSQL (DATABASE_URL)', () => db.rawQuery('select 1'))
    if (this.app.getEnvironment() === 'web') await refusePendingMigrations(db, this.app)
  }

  shutdown() {
    this.reader?.close()
  }
}
