import { setImmediate } from 'node:timers/promises'
import { test } from '@japa/runner'
import { HealthChecks } from '@adonisjs/core/health'
import { LoggerFactory } from '@adonisjs/core/factories/logger'
import Readiness from '#app/platform/health/readiness'
import ReadinessCheck from '#app/platform/health/readiness_check'

const logger = new LoggerFactory().merge({ enabled: false }).create()

function readinessWith(checks: ReadinessCheck[], now?: () => number) {
  return new Readiness(new HealthChecks().register(checks), logger, now)
}

test.group('Readiness', () => {
  test('asks each service once for many callers, and again after a second', async ({ assert }) => {
    let [asked, now] = [0, 0]
    const sql = new ReadinessCheck('SQL', () => setImmediate(asked++))
    const readiness = readinessWith([sql], () => now)

    await Promise.all(Array.from({ length: 20 }, () => readiness.report()))
    now = 999
    await readiness.report()
    assert.equal(asked, 1)
    now = 1_000
    await readiness.report()
    assert.equal(asked, 2)
  })

  test('asks services in parallel, and reports which are unavailable, silent ones included', async ({
    assert,
  }) => {
    const silence = () => new Promise(() => {})
    const { promise: mailIsAsked, resolve: askMail } = Promise.withResolvers<void>()
    const { isHealthy, checks } = await readinessWith([
      new ReadinessCheck('SQL', () => Promise.reject(new Error('at 10.0.0.1'))),
      new ReadinessCheck('MongoDB', silence, 50),
      new ReadinessCheck('Redis', silence, 50),
      new ReadinessCheck('Files', () => mailIsAsked),
      new ReadinessCheck('Mail', async () => askMail()),
    ]).report()

    assert.isFalse(isHealthy)
    assert.deepEqual(
      checks.map(({ name, status, message }) => [name, status, message]),
      [
        ['SQL', 'error', 'Does not answer'],
        ['MongoDB', 'error', 'Does not answer'],
        ['Redis', 'error', 'Does not answer'],
        ['Files', 'ok', 'Answers'],
        ['Mail', 'ok', 'Answers'],
      ]
    )
  })
})
