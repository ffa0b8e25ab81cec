import mongoose from 'mongoose'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import SqlReader from '#app/platform/sql/sql_reader'

type Emitter = { on(event: 'query', listener: () => void): void; off: Emitter['on'] }

/** How many statements both databases are asked for while something is done, whoever asks for them. */
export async function queriesOf(work: () => Promise<unknown>): Promise<number> {
  let queries = 0
  const note = () => void queries++
  const knex = db.connection().getReadClient() as unknown as Emitter
  const reader = await app.container.make(SqlReader)
  const { first } = reader

  knex.on('query', note)
  mongoose.set('debug', note)
  reader.first = function counted(this: SqlReader, ...query: Parameters<typeof first>) {
    note()
    return first.apply(this, query)
  } as typeof first
  try {
    await work()
  } finally {
    knex.off('query', note)
    mongoose.set('debug', false)
    reader.first = first
  }
  return queries
}
