import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { MigrationRunner } from '@adonisjs/lucid/migration'
import { lockTimeoutInMs } from '#config/timeouts'
import { CheckoutLoad } from '#tests/helpers/checkout_load'
import { eventually } from '#tests/helpers/eventually'
import { connectTo } from '#tests/helpers/postgres_proxy'
import {
  aPostgresServer,
  type PostgresServer,
  postgresPrograms,
} from '#tests/helpers/postgres_server'
import type { AppServer } from '#tests/helpers/processes'
import { aSecondServer } from '#tests/helpers/second_server'
import { BACKEND } from '#tests/helpers/forms'
import { emptyStores } from '#tests/helpers/stores'

const isPostgres = db.primaryConnectionName === 'postgres'

test.group('Acknowledged changes while PostgreSQL is killed', (group) => {
  const ROUNDS = 30
  let server: PostgresServer

  group.tap((one) =>
    one
      .timeout(240_000)
      .tags(['@slow'])
      .skip(!isPostgres || !postgresPrograms, 'needs DATABASE_URL, and the programs of PostgreSQL')
  )
  group.setup(async () => {
    server = await aPostgresServer()
    const goBack = await connectTo(server.url)
    // Nobody else migrates this server, and this process has several connections, of which one would hold the lock.
    const migrations = new MigrationRunner(db, app, { direction: 'up', disableLocks: true })
    await migrations.run()
    if (migrations.error) throw migrations.error
    await emptyStores()
    return async () => {
      await goBack()
      await server.remove()
      await emptyStores()
    }
  })

  test(`keeps all of them over ${ROUNDS} rounds`, async ({ assert }) => {
    const load = await CheckoutLoad.of({ courses: 50 })
    for (let round = 0; round < ROUNDS; round++) {
      await load.refill()
      const end = new AbortController()
      const before = load.acknowledgedCount
      const clients = Array.from({ length: 12 }, () => load.sendTo(BACKEND, end))
      await eventually(() => load.acknowledgedCount > before, 20)
      await sleep(Math.random() * 300)
      await server.kill()
      end.abort()
      await Promise.all(clients)
      await server.start()
    }

    const { 201: acknowledged, 503: refused, ...others } = load.answers
    assert.deepEqual(others, {})
    assert.isAbove(acknowledged, ROUNDS)
    assert.isAbove(refused, 0)
    assert.isEmpty(await load.lost())
  })
})

test.group('Two servers on one SQLite file, one of which is frozen', (group) => {
  const ROUNDS = 50
  let servers: AppServer[]

  group.tap((one) => one.timeout(240_000).tags(['@slow']).skip(isPostgres, 'needs SQLite'))
  group.setup(async () => {
    await emptyStores()
    servers = await Promise.all([aSecondServer(), aSecondServer()])
    return async () => {
      await Promise.all(servers.map((server) => server.stop()))
      await emptyStores()
    }
  })

  test(`keeps both working over ${ROUNDS} rounds, and loses nothing`, async ({ assert }) => {
    const load = await CheckoutLoad.of({ courses: 50 })
    for (let round = 0; round < ROUNDS; round++) {
      const stopped = servers[round % 2].child
      const outlastsTheLock = round % 20 === 9
      await load.refill()
      const end = new AbortController()
      const clients = servers.flatMap(({ url }) =>
        Array.from({ length: 4 }, () => load.sendTo(url, end))
      )
      await sleep(50 + Math.random() * 100)
      stopped.kill('SIGSTOP')
      await sleep(outlastsTheLock ? lockTimeoutInMs + 500 : 150)
      end.abort()
      stopped.kill('SIGCONT')
      await Promise.all(clients)
      for (const { url } of servers)
        assert.equal(await untilAcknowledged(load, url), 201, `round ${round}`)
    }

    for (const { url } of servers) {
      const ready = await fetch(`${url}/health/ready`)
      assert.equal(ready.status, 200, await ready.text())
    }
    const { 201: acknowledged, 503: refused, ...others } = load.answers
    assert.deepEqual(others, {}, `beside ${refused} refused ones`)
    assert.isAbove(acknowledged, 2 * ROUNDS)
    assert.isEmpty(await load.lost())
  })
})

/** Retries while a server may still be waiting for a lock that was just released, with time for a busy machine. */
async function untilAcknowledged(load: CheckoutLoad, url: string): Promise<number> {
  const deadline = Date.now() + lockTimeoutInMs
  for (;;) {
    const status = await load.sendOne(url)
    if (status === 201 || Date.now() > deadline) return status
    await sleep(50)
  }
}
