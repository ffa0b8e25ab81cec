import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { type Outcome, Round } from '#tests/chaos/round'
import type { Setup } from '#tests/chaos/setup'
import { twoOnServices } from '#tests/chaos/two_on_services'
import { twoOnSqlite } from '#tests/chaos/two_on_sqlite'
import { postgresPrograms } from '#tests/helpers/postgres_server'

/*
 * Random plans of faults under load. What a plan does depends on its seed alone.
 *   CHAOS_SEED=7            the seed of the first plan; random if unset
 *   CHAOS_PLANS=2           number of plans for each setup
 *   CHAOS_SECONDS=30        duration of the load of each
 *   CHAOS_SETUP=sqlite      only that setup (sqlite or services)
 */
const { CHAOS_SEED, CHAOS_PLANS = '1', CHAOS_SECONDS = '30', CHAOS_SETUP } = process.env
const seconds = Number(CHAOS_SECONDS)
const first = CHAOS_SEED ? Number(CHAOS_SEED) : Math.floor(Math.random() * 1e6)
const seeds = Array.from({ length: Number(CHAOS_PLANS) }, (_, index) => first + index)

/** Starting, recovering and checking take this long on a loaded machine. */
const OVERHEAD_IN_MS = 900_000

const setups: Record<string, (folder: string) => Promise<Setup>> = {
  sqlite: twoOnSqlite,
  services: twoOnServices,
}

test.group('Two processes under random faults', (group) => {
  group.tap((one) => one.timeout(seconds * 1_000 + OVERHEAD_IN_MS))

  for (const seed of seeds)
    for (const [name, start] of Object.entries(setups).filter(
      ([one]) => (CHAOS_SETUP ?? one) === one
    ))
      test(`keep what they acknowledged on ${name} (seed ${seed})`, async ({ assert, cleanup }) => {
        const folder = app.makePath('tmp/chaos', `${name}-${seed}`)
        await rm(folder, { recursive: true, force: true })
        let isKept = true
        cleanup(() => (isKept ? undefined : rm(folder, { recursive: true, force: true })))
        const setup = await start(folder)
        cleanup(() => setup.close())
        const outcome = await new Round(setup, seed, seconds).run()
        await report(outcome, folder)

        const again = `CHAOS_SEED=${seed} CHAOS_SETUP=${name} CHAOS_SECONDS=${seconds} node ace test chaos`
        const { lost, unexpected, crashes, stuck, broken } = outcome
        assert.deepEqual(
          { lost, unexpected, crashes, stuck, broken },
          { lost: [], unexpected: [], crashes: [], stuck: [], broken: '' },
          `Run it again: ${again}\nLogs: ${folder}`
        )
        assert.isAbove(Object.keys(outcome.acknowledged).length, 0)
        isKept = false
      }).skip(name === 'services' && !postgresPrograms, 'needs PostgreSQL and Redis')
})

async function report(outcome: Outcome, folder: string) {
  await mkdir(folder, { recursive: true })
  await writeFile(`${folder}/outcome.json`, JSON.stringify(outcome, null, 2))
  await appendFile(app.makePath('tmp/chaos/outcomes.jsonl'), `${JSON.stringify(outcome)}\n`)
  const { setup, seed, faults, skipped, requests, statuses, acknowledged, lost } = outcome
  const total = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)
  console.log(
    `${setup}, seed ${seed}: ${total(faults)} faults, ${requests} requests, ${statuses[503] ?? 0} × 503, ` +
      `${total(acknowledged)} acknowledged changes, ${lost.length} lost` +
      skipped.map((reason) => `\n  skipped: ${reason}`).join('')
  )
}
