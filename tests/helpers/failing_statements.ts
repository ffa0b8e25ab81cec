import db from '@adonisjs/lucid/services/db'

type Query = (connection: unknown, query: { sql: string }) => Promise<unknown>

/**
 * Lets statements fail as a driver would report it, or never reach the database at all, until the returned function is
 * called. Transactions query by the prototype of Knex's client.
 */
export function failStatements(matching: RegExp, error: () => Error): () => void {
  const client = Object.getPrototypeOf(db.connection().getWriteClient().client) as { _query: Query }
  const original = client._query
  client._query = async function (this: unknown, connection, query) {
    if (matching.test(query.sql)) throw error()
    return original.call(this, connection, query)
  }
  return () => {
    client._query = original
  }
}
