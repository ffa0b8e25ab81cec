import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import ServiceCheck from '#app/platform/health/service_check'
import SqlReader from '#app/platform/sql/sql_reader'

@inject()
export default class SqlCheck extends ServiceCheck {
  readonly name = 'SQL'
  readonly isNeeded = true
  readonly remedy = 'Start PostgreSQL, or correct DATABASE_URL or the DB_ variables.'

  get uses() {
    return this.isPostgres ? 'PostgreSQL' : 'SQLite'
  }

  constructor(private reader: SqlReader) {
    super()
  }

  /** @throws also if the database is readable but not writable */
  async ask() {
    await this.reader.checkWritable()
    if (this.isPostgres) {
      const { rows } = await db.rawQuery('show server_version')
      return `Version ${rows[0].server_version}`
    }
    const [{ version }] = await db.rawQuery('select sqlite_version() as version')
    return `Version ${version}`
  }

  private get isPostgres() {
    return db.connection().dialect.name === 'postgres'
  }
}
