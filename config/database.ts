import { join } from 'node:path'
import env, { databasePassword } from '#start/env'
import { withPlainHost } from '#start/addresses'
import { dataDir } from '#config/app'
import {
  answerTimeoutInMs,
  connectTimeoutInMs,
  queueTimeoutInMs,
  lockTimeoutInMs,
  maxSilenceInMs,
  silenceTimeoutInMs,
} from '#config/timeouts'
import { defineConfig } from '@adonisjs/lucid'
import UnresponsiveConnections, {
  type PostgresClient,
} from '#app/platform/sql/unresponsive_connections'
import { reportFailedTransactions } from '#app/platform/sql/transaction_errors'
import { useNodeSqlite } from '#app/platform/sql/sqlite_client'
import { refuseWhenStuck } from '#app/platform/sql/pool_queue'
import type DatabasePassword from '#app/platform/sql/database_password'
import pg from 'pg'

/**
 * PostgreSQL returns bigints and sums as strings; amounts in paise and counts fit into a number.
 */
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

reportFailedTransactions()
useNodeSqlite({ lockTimeoutInMs })
refuseWhenStuck({ stuckAfterMs: answerTimeoutInMs })

export { databasePassword }

export const sqliteFile = join(dataDir, 'theta.sqlite')

/** Function that the driver calls for each new connection; Lucid's types don't declare it. */
function passwordProvider(password: DatabasePassword): string {
  return (() => password.current) as unknown as string
}

const postgres = {
  ...(env.get('DATABASE_URL')
    ? { connectionString: withPlainHost(env.get('DATABASE_URL')!.release()) }
    : {
        host: env.get('DB_HOST'),
        port: env.get('DB_PORT', 5432),
        database: env.get('DB_NAME', 'theta'),
        user: env.get('DB_USER'),
        password: databasePassword
          ? passwordProvider(databasePassword)
          : env.get('DB_PASSWORD')?.release(),
      }),
  connectionTimeoutMillis: connectTimeoutInMs,
  keepAlive: true,
}

const unresponsiveConnections = new UnresponsiveConnections(
  postgres,
  silenceTimeoutInMs,
  maxSilenceInMs
)

const shared = {
  migrations: { naturalSort: true, paths: ['database/migrations'] },
  /** Column names are declared in the models. */
  schemaGeneration: { enabled: false },
  /**
   * Keeps bindings out of Knex's error messages, which are logged: they include e-mails and hashes.
   */
  compileSqlOnError: false,
}

export default defineConfig({
  connection: env.get('DATABASE_URL') || env.get('DB_HOST') ? 'postgres' : 'sqlite',
  connections: {
    sqlite: {
      client: 'better-sqlite3',
      connection: { filename: sqliteFile },
      useNullAsDefault: true,
      pool: { acquireTimeoutMillis: queueTimeoutInMs },
      ...shared,
    },
    postgres: {
      client: 'pg',
      connection: postgres,
      pool: {
        min: 0,
        max: 10,
        acquireTimeoutMillis: queueTimeoutInMs,
        afterCreate(
          client: PostgresClient,
          done: (error: Error | null, client: PostgresClient) => void
        ) {
          unresponsiveConnections.watch(client)
          done(null, client)
        },
      },
      ...shared,
    },
  },
})
