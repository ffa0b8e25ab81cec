import { join } from 'node:path'
import env from '#start/env'
import { dataDir } from '#config/app'
import { defineConfig } from '@adonisjs/lucid'
import pg from 'pg'

/** PostgreSQL answers big integers and sums as strings; amounts in paise and counts fit into a number. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

const shared = {
  migrations: { naturalSort: true, paths: ['database/migrations'] },
  /** Models say their columns themselves. */
  schemaGeneration: { enabled: false },
  /** Knex's errors, which are logged, tell a statement without its values: those are people's e-mails and hashes. */
  compileSqlOnError: false,
}

interface SqliteConnection {
  pragma(statement: string): unknown
  prepare(sql: string): unknown
}

/**
 * Transactions take the write lock when they begin: one that reads first and writes later would fail at once
 * (SQLITE_BUSY_SNAPSHOT) when another process has written in between, whatever the time-out.
 */
function beginImmediately(connection: SqliteConnection) {
  const prepare = connection.prepare.bind(connection)
  connection.prepare = (sql) => prepare(sql === 'BEGIN;' ? 'BEGIN IMMEDIATE;' : sql)
}

export default defineConfig({
  connection: env.get('DATABASE_URL') || env.get('DB_HOST') ? 'postgres' : 'sqlite',
  connections: {
    sqlite: {
      client: 'better-sqlite3',
      connection: { filename: join(dataDir, 'theta.sqlite') },
      useNullAsDefault: true,
      pool: {
        afterCreate(
          connection: SqliteConnection,
          done: (error: Error | null, connection: SqliteConnection) => void
        ) {
          connection.pragma('journal_mode = WAL')
          connection.pragma('synchronous = FULL')
          connection.pragma('busy_timeout = 10000')
          connection.pragma('foreign_keys = ON')
          beginImmediately(connection)
          done(null, connection)
        },
      },
      ...shared,
    },
    postgres: {
      client: 'pg',
      connection: env.get('DATABASE_URL')
        ? { connectionString: env.get('DATABASE_URL')!.release() }
        : {
            host: env.get('DB_HOST'),
            port: env.get('DB_PORT', 5432),
            database: env.get('DB_NAME', 'theta'),
            user: env.get('DB_USER'),
            password: env.get('DB_PASSWORD')?.release(),
          },
      pool: { min: 0, max: 10 },
      ...shared,
    },
  },
})
