import db from '@adonisjs/lucid/services/db'

type Query = (connection: unknown, query: { sql: string }) => Promise<unknown>

/**
 * Makes matching statements fail with the given error before they reach the database, until the returned function is
 * called. It patches the prototype of Knex's client, since transactions query through it.
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
