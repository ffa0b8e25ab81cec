import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { sqliteFile } from '#config/database'
import { lockTimeoutInMs } from '#config/timeouts'
import { isServiceUnavailable } from '#app/platform/exceptions/service_unavailable'
import CatalogRevision from '#app/catalog/cache/catalog_revision'
import SqlReader, { SqliteReader } from '#app/platform/sql/sql_reader'
import { lockFromOutside } from '#tests/helpers/lock_holder'
import { aLearner, PASSWORD, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const isPostgres = db.primaryConnectionName === 'postgres'

test.group('SQLite, while another process holds the write lock', (group) => {
  group.tap((one) => one.skip(isPostgres, 'needs SQLite'))
  group.each.setup(emptyStores)

  test('refuses changes in time, answers everything else, and recovers automatically', async ({
    assert,
    cleanup,
    client,
  }) => {
    const learner = await aLearner()
    const headers = await tokenOf(learner)
    const signIn = () =>
      client.post('/api/user/login').json({ email: learner.email, password: PASSWORD })
    const unlock = await lockFromOutside(sqliteFile)
    cleanup(unlock)

    const began = performance.now()
    let isWaiting = true
    const refused = Promise.all([
      client.post('/api/user/forgot').json({ email: learner.email }),
      signIn(),
    ]).finally(() => (isWaiting = false))
    const times: number[] = []
    while (isWaiting) {
      const askedAt = performance.now()
      const live = await client.get('/health')
      live.assertStatus(200)
      times.push(performance.now() - askedAt)
    }
    for (const response of await refused) {
      response.assertStatus(503)
      response.assertBodyContains({ code: 'E_SERVICE_AWAY' })
      assert.isAbove(Number(response.header('retry-after')), 0)
    }
    assert.isAbove(performance.now() - began, lockTimeoutInMs - 100)
    assert.isBelow(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)], 100)

    const me = await client.get('/api/user/me').headers(headers)
    me.assertStatus(200)
    const failsAtOnce = performance.now()
    const next = await client.post('/api/user/forgot').json({ email: learner.email })
    next.assertStatus(503)
    assert.isBelow(performance.now() - failsAtOnce, lockTimeoutInMs)
    const reader = await app.container.make(SqlReader)
    await assert.rejects(() => reader.checkWritable(), /locked/)
    const unready = await client.get('/health/ready')
    unready.assertStatus(503)
    unready.assertBodyContains({ checks: [{ name: 'SQL', status: 'error' }] })

    await unlock()
    const forgotten = await client.post('/api/user/forgot').json({ email: learner.email })
    forgotten.assertStatus(200)
    const signedIn = await signIn()
    signedIn.assertStatus(200)
    const again = await client.get('/api/user/me').header('token', signedIn.body().token)
    again.assertStatus(200)
    await reader.checkWritable()
    const other = new DatabaseSync(sqliteFile, { timeout: 0 })
    other.exec('BEGIN IMMEDIATE; ROLLBACK')
    other.close()
  }).timeout(30_000)

  test('reads the revision of the catalog at once while a change waits for the lock', async ({
    assert,
    cleanup,
    client,
  }) => {
    const learner = await aLearner()
    const revision = await app.container.make(CatalogRevision)
    await revision.current()
    const unlock = await lockFromOutside(sqliteFile)
    cleanup(unlock)
    const change = Promise.resolve(client.post('/api/user/forgot').json({ email: learner.email }))
    await sleep(300)

    let isWaiting = true
    void change.finally(() => (isWaiting = false))
    await revision.current()

    assert.isTrue(isWaiting)
    await unlock()
    const response = await change
    response.assertStatus(200)
  })

  test('waits for a lock that is released in time', async ({ assert, cleanup, client }) => {
    const learner = await aLearner()
    const unlock = await lockFromOutside(sqliteFile)
    cleanup(unlock)
    const change = client.post('/api/user/forgot').json({ email: learner.email })
    const answer = Promise.resolve(change)
    await sleep(300)
    await unlock()

    const response = await answer
    response.assertStatus(200)
    assert.lengthOf(await db.from('outbox'), 1)
  })
})

test.group('SQLite on a full disk', (group) => {
  group.tap((one) => one.skip(isPostgres, 'needs SQLite'))
  group.each.setup(async () => {
    await emptyStores()
    await db.rawQuery('create table ballast (content blob)')
    return async () => {
      await db.rawQuery('pragma max_page_count = 1073741823')
      await db.rawQuery('drop table ballast')
    }
  })

  const add = (bytes: number) => db.rawQuery(`insert into ballast values (zeroblob(${bytes}))`)

  /** Stops the file from growing, and fills its free pages. */
  async function fill() {
    const [{ page_count: pages }] = await db.rawQuery('pragma page_count')
    await db.rawQuery(`pragma max_page_count = ${pages}`)
    for (const bytes of [100_000, 10_000, 1_000, 100]) {
      const errors: unknown[] = []
      while (errors.length === 0) await add(bytes).catch((error) => errors.push(error))
    }
  }

  test('answers 503, stores nothing, and recovers automatically', async ({ assert, client }) => {
    await fill()
    const register = (number: number) =>
      client
        .post('/api/user/register')
        .json({ name: 'Asha', email: `asha-${number}@theta.example`, password: 'a long password' })
    let registered = 0
    let response = await register(registered)
    while (response.status() === 200) response = await register(++registered)

    response.assertStatus(503)
    response.assertBodyContains({ code: 'E_SERVICE_AWAY' })
    assert.notMatch(response.text(), /insert|full/)
    assert.lengthOf(await db.from('activations'), registered)

    await db.rawQuery('pragma max_page_count = 1073741823')
    const recovered = await register(registered + 1)
    recovered.assertStatus(200)
    assert.lengthOf(await db.from('activations'), registered + 1)
  }).timeout(30_000)

  test('stores nothing of a transaction that continued after the failure', async ({ assert }) => {
    await fill()
    const change = db.transaction(async (trx) => {
      await trx.from('ballast').whereRaw('length(content) = 1').delete()
      await trx.rawQuery('insert into ballast values (zeroblob(1000000))').catch(() => {})
      await trx.from('ballast').delete()
    })
    const error = await change.catch((thrown: unknown) => thrown)

    assert.isTrue(isServiceUnavailable(error), String(error))
    assert.isNotEmpty(await db.from('ballast'))
  })

  test('is reported by readiness', async ({ assert, cleanup }) => {
    const roomy = new SqliteReader(sqliteFile, lockTimeoutInMs)
    const crowded = new SqliteReader(sqliteFile, lockTimeoutInMs, Number.MAX_SAFE_INTEGER)
    cleanup(() => [roomy, crowded].forEach((reader) => reader.close()))

    await roomy.checkWritable()
    await assert.rejects(() => crowded.checkWritable(), /full/)
  })
})
