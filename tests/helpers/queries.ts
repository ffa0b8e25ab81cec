import mongoose from 'mongoose'
import db from '@adonisjs/lucid/services/db'
import app from '@adonisjs/core/services/app'
import Activity from '#app/members/activity'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import SqlReader, { SqliteReader } from '#app/platform/sql/sql_reader'

const NOT_COUNTED = /^(begin|commit|rollback)|\blive_(events|hubs|streams)\b/i

/**
 * Collects the queries that the databases receive during an action, SQL and MongoDB together. The catalog's revision is
 * normally looked up once a second at most; it is expired first, so that its query is counted whenever it is needed.
 * Queries of other work than the action's are left out: of the hub of live events, which an earlier test may have
 * started, and of members' activity, whose batch is written first.
 */
export async function queriesDuring(something: () => Promise<unknown>): Promise<string[]> {
  const queries: string[] = []
  const catalog = await app.container.make(CatalogCache)
  catalog.expire()
  const activity = await app.container.make(Activity)
  await activity.flush()
  const knex = db.connection().getReadClient()
  const onQuery = ({ sql }: { sql: string }) => {
    if (!NOT_COUNTED.test(sql)) queries.push(sql)
  }
  const reader = await app.container.make(SqlReader)
  const first = reader.first.bind(reader)
  reader.first = (sql, bindings) => {
    if (reader instanceof SqliteReader) onQuery({ sql }) // on PostgreSQL it uses Lucid's pool
    return first(sql, bindings)
  }
  knex.on('query', onQuery)
  mongoose.set('debug', (collection: string, method: string) => {
    queries.push(`${collection}.${method}`)
  })
  try {
    await something()
    return queries
  } finally {
    mongoose.set('debug', false)
    knex.off('query', onQuery)
    reader.first = first
  }
}

/** The number of those queries. */
export async function queriesOf(something: () => Promise<unknown>): Promise<number> {
  const queries = await queriesDuring(something)
  return queries.length
}
