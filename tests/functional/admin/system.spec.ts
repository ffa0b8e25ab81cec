import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { Secret } from '@adonisjs/core/helpers'
import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import PasswordForgotten from '#app/accounts/events/password_forgotten'
import ActivationCodeIssued from '#app/accounts/events/activation_code_issued'
import SendActivationCode from '#app/accounts/listeners/send_activation_code'
import PaymentGateway from '#app/payments/gateways/payment_gateway'
import RazorpayGateway from '#app/payments/gateways/razorpay_gateway'
import AuditEntry from '#app/platform/audit/audit_entry'
import { newId } from '#app/platform/ids'
import Lease from '#app/platform/jobs/lease'
import RecurringJobs from '#app/platform/jobs/recurring_jobs'
import WorkerRow from '#app/platform/jobs/worker_row'
import Outbox from '#app/platform/outbox/outbox'
import OutboxRow from '#app/platform/outbox/outbox_row'
import DescribeConfiguration from '#app/operations/queries/describe_configuration'
import { aCourse } from '#tests/helpers/catalog'
import { aVisitorSignedInAs } from '#tests/helpers/dashboard'
import { applicationVariables } from '#tests/helpers/hosting'
import { anEngine } from '#tests/helpers/jobs'
import { mails } from '#tests/helpers/mailbox'
import { anAdministrator } from '#tests/helpers/people'
import { queriesOf } from '#tests/helpers/queries'
import { emptyStores } from '#tests/helpers/stores'

const MAX_QUERIES = 12
const CODE = new ActivationCodeIssued({
  name: 'Asha',
  email: 'asha@theta.example',
  code: '424242',
  expiresAt: '2100-01-01T00:00:00.000Z',
})

class MailerThatIsAway extends SendActivationCode {
  async handle(): Promise<void> {
    throw new Error('<script>The mail server is away</script>')
  }
}

/** Creates jobs that have failed because the mail server is down, which it stays. */
async function failedJobs(number: number, { failures = 2 } = {}): Promise<OutboxRow[]> {
  app.container.swap(SendActivationCode, () => new MailerThatIsAway())
  const outbox = await app.container.make(Outbox)
  for (let made = 0; made < number; made++) {
    const id = await db.transaction((trx) => outbox.add(CODE, trx))
    for (let failed = 0; failed < failures; failed++) await outbox.work(id, { early: true })
  }
  return OutboxRow.query().whereNotNull('lastError')
}

const actionsOn = async (targetId: string) => {
  const entries = await AuditEntry.query().where({ targetKind: 'job', targetId }).orderBy('id')
  return entries.map(({ action, outcome }) => `${action} ${outcome}`)
}

test.group('The system page', (group) => {
  group.each.setup(emptyStores)
  group.each.teardown(() => app.container.restore(SendActivationCode))
  group.each.teardown(() => app.container.restore(PaymentGateway))

  test('shows every setting that the application reads', async ({ assert }) => {
    const { settings } = await new DescribeConfiguration().handle()
    const names = settings.map(({ name }) => name)
    assert.sameMembers(names, applicationVariables() as typeof names)
  })

  test('shows working services, versions, and settings without secrets', async ({ assert }) => {
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html } = await visitor.get('/admin/system')
    assert.lengthOf(html.match(/Operational/g)!, 6)
    assert.include(html, process.versions.node)
    assert.include(html, env.get('DATA_DIR'))
    assert.notInclude(html, env.get('APP_KEY').release())
    assert.include(html, 'Set, not shown')
    assert.include(html, 'No failed jobs')
    assert.isAtMost(await queriesOf(() => visitor.get('/admin/system')), MAX_QUERIES)
  })

  test('shows which service is down', async ({ assert }) => {
    const gateway = new RazorpayGateway({
      keyId: 'rzp_test_1',
      keySecret: new Secret('very-secret'),
      baseUrl: 'http://127.0.0.1:9',
      timeoutInMs: 300,
    })
    app.container.swap(PaymentGateway, () => gateway)
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html } = await visitor.get('/admin/system')
    assert.match(html, />\s*Down\s*</)
    assert.lengthOf(html.match(/Operational/g)!, 5)
    assert.notInclude(html, 'very-secret')
  })

  test('counts failing jobs from the second failure on, as the overview does', async ({
    assert,
  }) => {
    await aCourse()
    await failedJobs(1, { failures: 1 })
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html: once } = await visitor.get('/admin/system')
    const { html: calm } = await visitor.get('/admin')
    assert.include(once, 'No failed jobs')
    assert.notInclude(calm, 'Activation code email')

    await failedJobs(1)
    const { html: twice } = await visitor.get('/admin/system')
    const { html: alarmed } = await visitor.get('/admin')
    assert.match(twice, /Failing<?[\s\S]{0,400}?>1</)
    assert.lengthOf(twice.match(/Discard this job\?/g)!, 1)
    assert.match(
      twice,
      /Activation code email for .*asha@theta\.example.*: the email won’t be sent/
    )
    assert.include(alarmed, 'Activation code email for asha@theta.example failed 2 times')
  })

  test('retries a failed job', async ({ assert }) => {
    const [job] = await failedJobs(1)
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html } = await visitor.get('/admin/system')
    assert.include(html, '&lt;script&gt;The mail server is away')
    assert.notInclude(html, '424242')

    const again = await visitor.post(`/admin/system/jobs/${job.id}/retry`)
    const { html: told } = await visitor.follow(again)
    assert.include(told, 'The job failed again')
    app.container.restore(SendActivationCode)
    const last = await visitor.post(`/admin/system/jobs/${job.id}/retry`)
    const { html: done } = await visitor.follow(last)
    assert.include(done, 'The job has finished.')
    assert.lengthOf(await mails(), 1)
    assert.deepEqual(await actionsOn(job.id), [
      'job.retried intended',
      'job.retried done',
      'job.retried intended',
      'job.retried done',
    ])
  })

  test('discards a failed job', async ({ assert }) => {
    const [job] = await failedJobs(1)
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    await visitor.get('/admin/system')
    await visitor.post(`/admin/system/jobs/${job.id}/discard`)
    await visitor.post(`/admin/system/jobs/${job.id}/discard`)
    assert.isNull(await OutboxRow.find(job.id))
    assert.deepEqual(await actionsOn(job.id), ['job.discarded done'])
  })

  test('shows a job whose process ended, which can be retried and discarded', async ({
    assert,
  }) => {
    const { outbox, clock } = anEngine()
    for (const { what, kept } of [
      { what: 'retry', kept: 'The job has finished.' },
      { what: 'discard', kept: 'No failed jobs' },
    ]) {
      const id = await db.transaction((trx) => outbox.add(CODE, trx))
      await Lease.take(OutboxRow, { id, clock })
      await OutboxRow.query()
        .where('id', id)
        .update({ heldBy: 'a process that has died', attempts: 2 })
      clock.shift({ seconds: 61 })
      await outbox.work(id)
      clock.shift({})

      const visitor = await aVisitorSignedInAs(await anAdministrator())
      const { html } = await visitor.get('/admin/system')
      assert.include(html, 'The process ended while it ran this job')
      const answer = await visitor.post(`/admin/system/jobs/${id}/${what}`)
      const { html: told } = await visitor.follow(answer)
      assert.include(told, kept)
      assert.isNull(await OutboxRow.find(id))
    }
  })

  test('refuses a job that has not failed, which may be waiting for its change', async ({
    assert,
  }) => {
    const outbox = await app.container.make(Outbox)
    const event = new PasswordForgotten({ email: 'asha@theta.example' })
    const id = await outbox.intend(event)
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    await visitor.get('/admin/system')
    for (const what of ['retry', 'discard']) {
      const answer = await visitor.post(`/admin/system/jobs/${id}/${what}`)
      const { html } = await visitor.follow(answer)
      assert.include(html, 'This job has not failed')
    }
    assert.isNotNull(await OutboxRow.find(id))
    assert.isEmpty(await actionsOn(id))
  })

  test('shows the workers, and reports a missing one', async ({ assert }) => {
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html: before } = await visitor.get('/admin/system')
    assert.include(before, 'No worker is running')

    const { heartbeats } = anEngine()
    await heartbeats.beat()
    const [worker] = await heartbeats.list()
    const lost = { id: newId(), host: 'lost-host', pid: 7, startedAt: DateTime.utc() }
    await WorkerRow.create({ ...lost, seenAt: DateTime.utc().minus({ minutes: 5 }) })

    const { html } = await visitor.get('/admin/system')
    assert.include(html, `${worker.host}:${process.pid}`)
    assert.lengthOf(html.match(/Running/g)!, 1)
    assert.include(html, 'lost-host:7')
    assert.lengthOf(html.match(/Missing/g)!, 1)
  })

  test('shows recurring jobs with their last and next run', async ({ assert }) => {
    const recurringJobs = await app.container.make(RecurringJobs)
    await recurringJobs.plan()
    const [job] = await recurringJobs.list()
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html: planned } = await visitor.get('/admin/system')
    assert.include(planned, job.id)
    assert.include(planned, job.rule)
    assert.include(planned, job.dueAt.toJSDate().toISOString())

    const lastRunAt = DateTime.utc().minus({ minutes: 5 }).startOf('second')
    const failed = { lastOutcome: 'failed' as const, lastError: '<b>The disk is full</b>' }
    await job.merge({ lastRunAt, ...failed }).save()
    const { html: broken } = await visitor.get('/admin/system')
    assert.include(broken, '&lt;b&gt;The disk is full')
    assert.include(broken, lastRunAt.toJSDate().toISOString())

    await job.merge({ dueAt: DateTime.utc().minus({ minutes: 5 }) }).save()
    const { html: late } = await visitor.get('/admin/system')
    assert.include(late, 'Late')
  })

  test('makes no more queries for many failed jobs than for few', async ({ assert }) => {
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    await failedJobs(2)
    const few = await queriesOf(() => visitor.get('/admin/system'))
    await failedJobs(30)
    assert.equal(await queriesOf(() => visitor.get('/admin/system')), few)
  })
})
