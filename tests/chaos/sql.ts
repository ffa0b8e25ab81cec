import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'

type SqlRow = Record<string, any>

/** Runs one statement without the application. */
export type Sql = (statement: string) => Promise<SqlRow[]>

export function sqliteAt(file: string): Sql {
  return async (statement) => {
    const database = new DatabaseSync(file, { timeout: 20_000 })
    try {
      return database.prepare(statement).all()
    } finally {
      database.close()
    }
  }
}

export function postgresAt(connectionString: string): Sql {
  return async (statement) => {
    const client = new pg.Client({ connectionString })
    await client.connect()
    try {
      const { rows } = await client.query(statement)
      return rows
    } finally {
      await client.end()
    }
  }
}
