import { globSync } from 'node:fs'
import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import CourseDocument from '#app/catalog/documents/course'
import PaymentGateway from '#app/payments/gateways/payment_gateway'
import SandboxGateway from '#app/payments/gateways/sandbox_gateway'
import { judge } from '#app/operations/doctor/check_clock'
import { checkDisk, judgeRoom } from '#app/operations/doctor/check_disk'
import type { CheckResult } from '#app/operations/doctor/check_result'
import { newId } from '#app/platform/ids'
import RecurringJobs from '#app/platform/jobs/recurring_jobs'
import WorkerRow from '#app/platform/jobs/worker_row'
import { ace } from '#tests/helpers/console'
import { anEngine } from '#tests/helpers/jobs'
import { aLearner } from '#tests/helpers/people'
import { ace as aceProcess, aTemporaryFolder, embeddedIn } from '#tests/helpers/processes'
import { emptyStores } from '#tests/helpers/stores'

interface Report {
  healthy: boolean
  findings: CheckResult[]
}

async function diagnose(): Promise<{ code: number; report: Report }> {
  const { code, stdout } = await ace(['doctor', '--json'])
  return { code, report: JSON.parse(stdout) }
}

const of = ({ findings }: Report, check: string) =>
  findings.filter((result) => result.check === check)

test.group('node ace doctor', (group) => {
  group.each.setup(emptyStores)
  group.each.teardown(() => app.container.restore(PaymentGateway))

  test('reports version and latency of each service, and what is healthy', async ({ assert }) => {
    const { code, report } = await diagnose()
    assert.equal(code, 0, JSON.stringify(report))
    assert.isTrue(report.healthy)
    for (const check of ['SQL', 'MongoDB', 'Redis', 'Files', 'Mail', 'Payments']) {
      const [result] = of(report, check)
      assert.equal(result.state, 'ok', result.detail)
      assert.isNumber(result.milliseconds)
    }
    assert.match(of(report, 'SQL')[0].detail, /Version \d/)
    for (const check of ['Disk', 'Migrations', 'Jobs', 'Indexes', 'Captures', 'Clock'])
      assert.equal(of(report, check)[0].state, 'ok')

    const { stdout } = await ace(['doctor'])
    assert.match(stdout, /✔ SQL: .*\(\d+ ms\)/)
    assert.notInclude(stdout, env.get('APP_KEY').release())
  })

  test('reports what is wrong and how to fix it, without secrets', async ({ assert }) => {
    const secret = env.get('APP_KEY').release()
    const gateway = new SandboxGateway()
    gateway.ping = async () => {
      throw new Error(`The key ${secret} is wrong`)
    }
    app.container.swap(PaymentGateway, () => gateway)
    const { code, report } = await diagnose()

    assert.equal(code, 1)
    assert.isFalse(report.healthy)
    const [payments] = of(report, 'Payments')
    assert.equal(payments.state, 'failed')
    assert.include(payments.detail, 'The key … is wrong')
    assert.include(payments.remedy!, 'RAZORPAY_KEY_ID')
  })

  test('warns about payments that are not captured', async ({ assert }) => {
    const gateway = new SandboxGateway()
    gateway.listUncaptured = async () => ['pay_Qb1Bc2De3Fg4Hi']
    app.container.swap(PaymentGateway, () => gateway)
    const { code, report } = await diagnose()

    assert.equal(code, 0)
    const [found] = of(report, 'Captures')
    assert.equal(found.state, 'warning')
    assert.include(found.detail, 'pay_Qb1Bc2De3Fg4Hi')
    assert.include(found.remedy!, 'automatic capture')
  })

  test('reports pending migrations, missing indexes, late jobs and a changed APP_KEY', async ({
    assert,
    cleanup,
  }) => {
    const user = await aLearner()
    const now = new Date().toISOString()
    const factor = { id: 'f'.repeat(24), user_id: user.id, secret: 'of another key' }
    await db.table('second_factors').insert({ ...factor, created_at: now })
    const job = { id: 'e'.repeat(24), kind: 'x', payload: '{}', state: 'waiting', attempts: 0 }
    await db
      .table('outbox')
      .insert({ ...job, due_at: '2026-01-01 00:00:00', created_at: '2026-01-01 00:00:00' })
    await CourseDocument.createCollection()
    await CourseDocument.collection.dropIndexes()
    cleanup(() => CourseDocument.createIndexes())

    const { code, report } = await diagnose()
    assert.equal(code, 1)
    assert.include(of(report, 'Indexes')[0].detail, 'courses {"image":1}')
    assert.include(of(report, 'Jobs')[0].detail, '1 are overdue')
    assert.include(of(report, 'APP_KEY').at(-1)!.detail, 'another key')

    // A newer release's schema has migrations that this one doesn't know (docs/migrations.md).
    const known = globSync('database/migrations/*.ts').map((file) => file.replace(/\.ts$/, ''))
    const { name } = await db
      .from('adonis_schema')
      .whereIn('name', known)
      .max('name as name')
      .first()
    const last = await db.from('adonis_schema').where({ name }).firstOrFail()
    await db.from('adonis_schema').where('id', last.id).delete()
    cleanup(async () => void (await db.table('adonis_schema').insert(last)))
    const { report: pending } = await diagnose()
    assert.include(of(pending, 'Migrations')[0].detail, `1 pending, starting with ${last.name}`)
  })

  test('reports missing workers and recurring jobs', async ({ assert }) => {
    const { report: without } = await diagnose()
    const [missing] = of(without, 'Workers')
    assert.include(missing, { state: 'warning', detail: 'No worker is running.' })
    assert.include(missing.remedy!, 'jobs:work')

    const { heartbeats } = anEngine()
    await heartbeats.beat()
    const recurringJobs = await app.container.make(RecurringJobs)
    await recurringJobs.plan()
    const { report: well } = await diagnose()
    assert.include(of(well, 'Workers')[0], { state: 'ok', detail: '1 running.' })
    assert.equal(of(well, 'Recurring jobs')[0].state, 'ok')

    const seenAt = DateTime.utc().minus({ minutes: 2 })
    const lost = { id: newId(), host: 'lost-host', pid: 7, startedAt: seenAt, seenAt }
    await WorkerRow.create(lost)
    const [job, other] = await recurringJobs.list()
    await job.merge({ dueAt: seenAt }).save()
    await other.merge({ lastOutcome: 'failed', lastError: 'The disk is full' }).save()
    const { code, report: ill } = await diagnose()
    assert.equal(code, 0)
    assert.include(of(ill, 'Workers')[0].detail, 'Missing: process 7 of lost-host')
    const details = of(ill, 'Recurring jobs').map(({ detail }) => detail)
    assert.match(details.join(), new RegExp(`${job.id} has been due since`))
    assert.include(details, `${other.id} failed: The disk is full`)
  })

  test('checks clocks and disks', async ({ assert }) => {
    const clock = (milliseconds: number) => judge([{ of: 'MongoDB', milliseconds }]).state
    assert.deepEqual([100, 5_000, 60_000].map(clock), ['ok', 'warning', 'failed'])
    const room = (gibibytes: number) => judgeRoom('/data', gibibytes * 1024 ** 3).state
    assert.deepEqual([10, 1, 0.1].map(room), ['ok', 'warning', 'failed'])
    const [disk] = await checkDisk(app.makePath('package.json/data'))
    assert.equal(disk.state, 'failed')
    assert.include(disk.remedy!, 'DATA_DIR')
  })

  test('reports as JSON what prevents every other check', async ({ assert, cleanup }) => {
    const [folder, remove] = await aTemporaryFolder()
    cleanup(remove)
    const environment = { ...embeddedIn(folder), ALLOW_EMBEDDED: 'false' }
    const { code, stdout, stderr } = await aceProcess(['doctor', '--json'], environment)
    assert.equal(code, 1, stderr)
    const { healthy, findings } = JSON.parse(stdout) as Report
    assert.isFalse(healthy)
    assert.include(findings[0].detail, 'MONGODB_URI')
    assert.include(findings[0].remedy!, '.env.example')
  })

  test('reports origins that no browser sends, one line each', async ({ assert, cleanup }) => {
    const [folder, remove] = await aTemporaryFolder()
    cleanup(remove)
    const environment = {
      ...embeddedIn(folder),
      APP_URL: 'https://theta.example/admin',
      FRONTEND_URL: 'https://*.theta.example',
      REDIS_URL: 'localhost',
      TRUSTED_PROXIES: 'proxy',
    }
    const { code, stdout, stderr } = await aceProcess(['doctor', '--json'], environment)
    assert.equal(code, 1, stderr)
    const [appUrl, proxies, frontendUrl, redisUrl] = (JSON.parse(stdout) as Report).findings
    assert.match(proxies.detail, /^TRUSTED_PROXIES must list addresses/)
    assert.match(appUrl.detail, /^APP_URL .* contains a path$/)
    assert.match(frontendUrl.detail, /^FRONTEND_URL .* contains a wildcard$/)
    assert.match(redisUrl.detail, /^REDIS_URL must be a URL such as/)
  })

  test('warns about pages that browsers let send no request', async ({ assert, cleanup }) => {
    const [folder, remove] = await aTemporaryFolder()
    cleanup(remove)
    const environment = {
      ...embeddedIn(folder),
      APP_URL: 'http://api.theta.example',
      FRONTEND_URL: 'https://theta.example',
    }
    const { stdout } = await aceProcess(['doctor', '--json'], environment)
    const details = (JSON.parse(stdout) as Report).findings.map(({ detail }) => detail)
    const expected =
      'Browsers let no page of https://theta.example send requests to http://api.theta.example, which is not HTTPS.'
    assert.include(details, expected)
  })
})
