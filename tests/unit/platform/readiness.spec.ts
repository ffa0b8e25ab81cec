import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import { HealthChecks } from '@adonisjs/core/health'
import { LoggerFactory } from '@adonisjs/core/factories/logger'
import Readiness from '#app/platform/health/readiness'
import ServiceCheck from '#app/platform/health/service_check'

const logger = new LoggerFactory().merge({ enabled: false }).create()

function readinessWith(...checks: ServiceCheck[]) {
  return new Readiness(new HealthChecks().register(checks), logger)
}

test.group('Readiness', () => {
  test('asks each service once, however many want to know, and again after a second', async ({
    assert,
  }) => {
    let asked = 0
    const readiness = readinessWith(new ServiceCheck('SQL', async () => sleep(50, asked++)))

    await Promise.all(Array.from({ length: 20 }, () => readiness.report()))
    await readiness.report()
    assert.equal(asked, 1)
    await sleep(1_010)
    await readiness.report()
    assert.equal(asked, 2)
  })

  test('asks services side by side, and tells which are away, silent ones too', async ({
    assert,
  }) => {
    const silence = () => sleep(60_000, undefined, { ref: false })
    const began = performance.now()
    const { isHealthy, checks } = await readinessWith(
      new ServiceCheck('SQL', () => Promise.reject(new Error('at 10.0.0.1'))),
      new ServiceCheck('MongoDB', silence),
      new ServiceCheck('Redis', silence),
      new ServiceCheck('Files', () => Promise.resolve())
    ).report()

    assert.isBelow(performance.now() - began, 2_900)
    assert.isFalse(isHealthy)
    assert.deepEqual(
      checks.map(({ name, status, message }) => [name, status, message]),
      [
        ['SQL', 'error', 'Does not answer'],
        ['MongoDB', 'error', 'Does not answer'],
        ['Redis', 'error', 'Does not answer'],
        ['Files', 'ok', 'Answers'],
      ]
    )
  })
})
