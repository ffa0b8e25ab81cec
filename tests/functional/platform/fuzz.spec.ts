import { Readable } from 'node:stream'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import redis from '@adonisjs/redis/services/main'
import env from '#start/env'
import ApiSurfaces from '#app/platform/api/api_surfaces'
import OutboxRow from '#app/platform/outbox/outbox_row'
import { BACKEND, type RawAnswer, send } from '#tests/helpers/forms'
import Random from '#tests/helpers/fuzz/random'
import { aRequest, asCurl, type FuzzedRequest, type Material } from '#tests/helpers/fuzz/requests'
import { columnLengths, fuzzedRoutes } from '#tests/helpers/fuzz/schema'
import { faultsOf } from '#tests/helpers/fuzz/verdict'
import { aWorld } from '#tests/helpers/fuzz/world'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

/** The requests from `FUZZ_FROM` on. Whoever looks for the cause of a fault sends a single one again. */
const { FUZZ_SEED = '1', FUZZ_REQUESTS = '200', FUZZ_FROM = '0' } = process.env
const [SEED, REQUESTS, FROM] = [FUZZ_SEED, FUZZ_REQUESTS, FUZZ_FROM].map(Number)

const AT_ONCE = 5
const MOST_FAULTS = 20

/** Number of requests after which their callers are replaced, and after which the stores are emptied. */
const [CALLERS_LAST, STORES_LAST] = [50, 500]

/** Much longer than a request takes on a busy machine: only a request that is never answered reaches it. */
const TIMEOUT_IN_MS = 30_000

async function answerTo({ method, path, headers, body }: FuzzedRequest): Promise<RawAnswer> {
  const sized = body ? { ...headers, 'content-length': String(body.length) } : headers
  const { promise: timeout, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('is not answered')), TIMEOUT_IN_MS)
  const answer = send(method, path, sized, body && Readable.from([body]))
  return Promise.race([answer, timeout]).finally(() => clearTimeout(timer))
}

/** Sends the requests from `first` up to `last`, several at once. @returns descriptions of faults */
async function faultsIn(first: number, last: number, material: Material): Promise<string[]> {
  const faults: string[] = []
  const world = await aWorld()
  let next = first
  const sendNext = async () => {
    while (next < last) {
      const index = next++
      const request = await aRequest(new Random(SEED, index), material, world)
      const found = await answerTo(request).then(
        (answer) => faultsOf(answer, request, material.surfaces),
        (error: Error) => [error.message]
      )
      const again = `FUZZ_SEED=${SEED} FUZZ_FROM=${index} FUZZ_REQUESTS=1`
      if (found.length > 0) faults.push(`${again}: ${found}\n${asCurl(request, BACKEND)}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sendNext))
  return [...faults, ...(await failedJobs())]
}

/** Runs the jobs of the requests: a mail to an odd name is a request's effect too. */
async function failedJobs(): Promise<string[]> {
  await workOutbox()
  const failed = await OutboxRow.query().whereNotNull('lastError')
  return failed.map(({ kind, lastError }) => `FUZZ_SEED=${SEED}: ${kind} failed: ${lastError}`)
}

test.group('Any request', (group) => {
  let material: Material

  group.tap((one) => one.timeout(120_000 + REQUESTS * 500))
  group.setup(async () => {
    const surfaces = await app.container.make(ApiSurfaces)
    material = { routes: await fuzzedRoutes(), lengths: await columnLengths(), surfaces }
    env.set('RATE_LIMITS', 'on')
    return async () => {
      env.set('RATE_LIMITS', 'off')
      await emptyStores()
    }
  })

  test('is made from all routes, the fields of their forms and the lengths of columns', ({
    assert,
  }) => {
    const fields = material.routes.flatMap(({ forms }) => forms.flatMap((form) => form.fields))
    const unknown = fields.filter(({ accepted }) => accepted.length === 0)

    assert.isAbove(material.routes.length, 90)
    assert.isAbove(fields.length, 100)
    // A rule may accept only what no table and no list of values has.
    assert.isBelow(unknown.length, fields.length / 20, unknown.map(({ name }) => name).join())
    assert.includeMembers(material.lengths, [24, 64, 254, 255])
  })

  test(`is answered as its API promises: ${REQUESTS} of seed ${SEED}`, async ({ assert }) => {
    const faults: string[] = []
    for (let done = 0; done < REQUESTS && faults.length < MOST_FAULTS; done += CALLERS_LAST) {
      if (done % STORES_LAST === 0) await emptyStores()
      await forgetLimits()
      const last = FROM + Math.min(done + CALLERS_LAST, REQUESTS)
      faults.push(...(await faultsIn(FROM + done, last, material)))
    }
    assert.isEmpty(faults, faults.join('\n\n'))
  })
})

/** Makes sure that few requests are refused because of those before them. */
async function forgetLimits() {
  await db.from('rate_limits').delete()
  if (env.get('REDIS_URL')) await redis.flushdb()
}
