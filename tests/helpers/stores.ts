import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import mongoose from 'mongoose'
import app from '@adonisjs/core/services/app'
import testUtils from '@adonisjs/core/services/test_utils'
import db from '@adonisjs/lucid/services/db'
import { dataDir } from '#config/app'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import Outbox from '#app/platform/outbox/outbox'

/** Empties both databases, the file store and the mailbox; call it ahead of each test. */
export async function emptyStores() {
  await testUtils.db().truncate()
  await db.table('catalog_revisions').insert({ id: 1, revision: Date.now() })
  for (const model of Object.values(mongoose.models)) await model.deleteMany({})
  for (const folder of ['uploads', 'mail'])
    await rm(join(dataDir, folder), { recursive: true, force: true })
  const cache = await app.container.make(CatalogCache)
  cache.expire()
}

/** Runs what the outbox holds until nothing is due, as the worker would. */
export async function workOutbox() {
  const outbox = await app.container.make(Outbox)
  for (let ids = await outbox.due(); ids.length > 0; ids = await outbox.due()) {
    for (const id of ids) await outbox.work(id)
  }
}
