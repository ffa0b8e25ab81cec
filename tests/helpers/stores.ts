import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DateTime } from 'luxon'
import mongoose from 'mongoose'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import redis from '@adonisjs/redis/services/main'
import { dataDir } from '#config/app'
import env from '#start/env'
import { catalogChanged } from '#tests/helpers/catalog'
import Outbox from '#app/platform/outbox/outbox'
import OutboxRow from '#app/platform/outbox/outbox_row'
import { sqlTime } from '#app/platform/sql/time'

/** Empties the databases, the file store and the mailbox; call it before each test. */
export async function emptyStores() {
  await emptyTables()
  if (env.get('REDIS_URL')) await redis.flushdb()
  for (const model of Object.values(mongoose.models)) await model.deleteMany({})
  for (const folder of ['uploads', 'mail', 'razorpay'])
    await rm(join(dataDir, folder), { recursive: true, force: true })
  await catalogChanged()
}

/** Runs the jobs in the outbox until none is due, as a worker would. */
export async function workOutbox() {
  const outbox = await app.container.make(Outbox)
  for (let rows = await outbox.due(); rows.length > 0; rows = await outbox.due()) {
    for (const { id } of rows) await outbox.work(id)
  }
}

/** Makes every job in the outbox due now. */
export async function makeJobsDue() {
  await OutboxRow.query().update({ dueAt: sqlTime(DateTime.utc().minus({ seconds: 1 })) })
}

/** Empties every table except the migrations', the catalog's revision, the audit log and the ledger, which only grow. */
async function emptyTables() {
  const connection = db.connection()
  const kept = [
    'adonis_schema',
    'adonis_schema_versions',
    'audit_entries',
    'catalog_revisions',
    'ledger_entries',
  ]
  const all = await connection.getAllTables(['public'])
  const tables = all.filter((table) => !kept.includes(table))
  if (connection.dialect.name === 'postgres')
    return void (await connection.rawQuery(`truncate ${tables.join(', ')} cascade`))

  await connection.rawQuery('pragma foreign_keys = off')
  for (const table of tables) await connection.from(table).delete()
  await connection.rawQuery('pragma foreign_keys = on')
}
