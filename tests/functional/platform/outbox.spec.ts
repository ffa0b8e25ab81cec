import { readFileSync } from 'node:fs'
import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import PurgeExpired from '#app/accounts/actions/purge_expired'
import ActivationCodeIssued from '#app/accounts/events/activation_code_issued'
import SendActivationCode from '#app/accounts/listeners/send_activation_code'
import PurgeCourse from '#app/catalog/events/purge_course'
import PurgeLecture from '#app/catalog/events/purge_lecture'
import RemoveFileUnlessUsed from '#app/media/events/remove_file_unless_used'
import SendCourseMail from '#app/payments/events/send_course_mail'
import { newId } from '#app/platform/ids'
import Lease from '#app/platform/jobs/lease'
import Outbox from '#app/platform/outbox/outbox'
import OutboxRow from '#app/platform/outbox/outbox_row'
import { subscriptionTo } from '#app/platform/outbox/subscriptions'
import { aVisitorSignedInAs } from '#tests/helpers/dashboard'
import { addToOutbox, anEngine } from '#tests/helpers/jobs'
import { mails } from '#tests/helpers/mailbox'
import { aLearner, anAdministrator, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const CODE = new ActivationCodeIssued({
  name: 'Asha',
  email: 'asha@theta.example',
  code: '424242',
  expiresAt: '2100-01-01T00:00:00.000Z',
})

const add = () => addToOutbox(CODE)

async function makeDue(row: OutboxRow) {
  await row.refresh()
  await row.merge({ dueAt: DateTime.utc().minus({ seconds: 1 }) }).save()
}

async function dueIds(): Promise<string[]> {
  const outbox = await app.container.make(Outbox)
  const rows = await outbox.due()
  return rows.map(({ id }) => id)
}

class MailerThatIsAway extends SendActivationCode {
  async handle(): Promise<void> {
    throw new Error('The mail server is away')
  }
}

test.group('Outbox', (group) => {
  group.each.setup(emptyStores)

  test('runs the effect and deletes the row', async ({ assert }) => {
    const outbox = await app.container.make(Outbox)
    const row = await add()
    assert.isTrue(await outbox.work(row.id))
    assert.lengthOf(await mails(), 1)
    assert.isNull(await OutboxRow.find(row.id))
    assert.isTrue(await outbox.work(row.id), 'a row that is gone is done with')
    assert.lengthOf(await mails(), 1)
  })

  test('runs nothing for a change that is rolled back', async ({ assert }) => {
    const outbox = await app.container.make(Outbox)
    const change = db.transaction(async (trx) => {
      await outbox.add(CODE, trx)
      throw new Error('The change fails')
    })
    await assert.rejects(() => change)
    assert.isEmpty(await OutboxRow.all())
  })

  test('encrypts confidential values', async ({ assert }) => {
    const row = await add()
    assert.notInclude(row.payload, '424242')
    assert.notInclude(row.payload, 'asha')
  })

  for (const [former, kind] of [
    ['catalog.course_deleted', PurgeCourse.kind],
    ['catalog.lecture_deleted', PurgeLecture.kind],
    ['media.file_stored', RemoveFileUnlessUsed.kind],
    ['payments.course_mail_asked', SendCourseMail.kind],
  ] as const)
    test(`handles a row of the former kind ${former} like ${kind}`, async ({ assert }) => {
      const outbox = await app.container.make(Outbox)
      assert.strictEqual(subscriptionTo(former).event, subscriptionTo(kind).event)
      const ids = { courseId: newId(), lectureId: newId(), userId: newId() }
      const payload = JSON.stringify({ ...ids, key: 'none', image: 'none', video: 'none' })
      const dueAt = DateTime.utc().minus({ seconds: 1 })
      const row = await OutboxRow.create({
        kind: former,
        payload,
        state: 'waiting',
        attempts: 0,
        dueAt,
      })
      assert.isTrue(await outbox.work(row.id))
    })

  test('retries with growing delays, and keeps what failed permanently', async ({
    assert,
    cleanup,
  }) => {
    app.container.swap(SendActivationCode, () => new MailerThatIsAway())
    cleanup(() => app.container.restore(SendActivationCode))
    const outbox = await app.container.make(Outbox)
    const row = await add()

    const waits: number[] = []
    for (let attempt = 1; attempt <= 12; attempt++) {
      await makeDue(row)
      assert.isFalse(await outbox.work(row.id))
      await row.refresh()
      waits.push(Math.round(row.dueAt.diffNow('seconds').seconds / 5))
    }

    assert.deepEqual(waits.slice(0, 4), [1, 2, 4, 8])
    assert.equal(row.state, 'failed')
    assert.equal(row.attempts, 12)
    assert.equal(row.lastError, 'The mail server is away')
    assert.isEmpty(await mails())
  })

  test('records and retries a failure that is not an Error', async ({ assert, cleanup }) => {
    class Thrower extends SendActivationCode {
      handle(): Promise<void> {
        return Promise.reject({ status_code: 404, body: 'Not found' })
      }
    }
    app.container.swap(SendActivationCode, () => new Thrower())
    cleanup(() => app.container.restore(SendActivationCode))
    const outbox = await app.container.make(Outbox)
    const row = await add()

    assert.isFalse(await outbox.work(row.id))

    await row.refresh()
    const lastError = "{ status_code: 404, body: 'Not found' }"
    assert.containsSubset(row.$attributes, { lastError, attempts: 1, heldBy: null })
    assert.approximately(row.dueAt.diffNow('seconds').seconds, 5, 3)
  })

  test('counts an attempt as failed when its process ended, and backs off', async ({ assert }) => {
    const { outbox, clock, log } = anEngine()
    const row = await add()

    const waits: number[] = []
    for (let attempt = 1; attempt <= 12; attempt++) {
      await makeDue(row)
      await Lease.take(OutboxRow, { id: row.id, clock })
      await OutboxRow.query().where('id', row.id).update({ heldBy: 'a process that has died' })
      await makeDue(row)
      assert.isFalse(await outbox.work(row.id))
      await row.refresh()
      assert.containsSubset(row.$attributes, { attempts: attempt, heldBy: null })
      waits.push(Math.round(row.dueAt.diffNow('seconds').seconds / 5))
    }

    assert.deepEqual(waits.slice(0, 4), [1, 2, 4, 8])
    assert.equal(row.state, 'failed')
    assert.equal(row.lastError, 'The process ended while it ran this job')
    assert.containsSubset(log.lines.at(-1), { msg: 'a job failed', state: 'failed', attempts: 12 })
    assert.isEmpty(await mails())

    await makeDue(row)
    assert.isTrue(await outbox.work(row.id))
    assert.lengthOf(await mails(), 1)
  })

  test('gives a row to only one of many workers', async ({ assert }) => {
    const outbox = await app.container.make(Outbox)
    const row = await add()
    await Promise.all(Array.from({ length: 10 }, () => outbox.work(row.id)))
    assert.lengthOf(await mails(), 1)
  })

  test('makes a row due again when its worker left it unfinished', async ({ assert }) => {
    const outbox = await app.container.make(Outbox)
    const row = await add()
    await row.merge({ attempts: 1, dueAt: DateTime.utc().plus({ minutes: 5 }) }).save()
    assert.isFalse(await outbox.work(row.id), 'it is still leased')

    await makeDue(row)
    assert.isTrue(await outbox.work(row.id))
    assert.lengthOf(await mails(), 1)
  })

  test('runs an intent when it is settled or overdue, and never when it is dropped', async ({
    assert,
  }) => {
    const outbox = await app.container.make(Outbox)
    const dropped = await outbox.intend(CODE)
    await outbox.drop(dropped)
    const settled = await outbox.intend(CODE)
    assert.isEmpty(await outbox.due())
    assert.isTrue(await outbox.settle(settled))
    assert.lengthOf(await mails(), 1)

    const abandoned = await outbox.intend(CODE)
    await makeDue(await OutboxRow.findOrFail(abandoned))
    assert.deepEqual(await dueIds(), [abandoned])
  })
})

test.group('The log lines of a worker that alarms read', (group) => {
  group.each.setup(emptyStores)

  /** @returns the comparisons in a CloudWatch filter pattern: `{ $.msg = "…" && … }` */
  function membersOf(pattern: string) {
    return [...pattern.matchAll(/\$\.(\w+) = "([^"]*)"/g)].map(([, name, value]) => [name, value])
  }

  function alarm(name: string) {
    const text = readFileSync('infra/modules/observability/jobs.tf', 'utf8')
    const [, pattern, value] = new RegExp(`${name} .*pattern = "(.*)", value = "(.*)" }`).exec(
      text
    )!
    const members = membersOf(pattern!.replaceAll('\\"', '"'))
    return { facts: Object.fromEntries(members), value: value!.replace('$.', '') }
  }

  test('reports a job that failed permanently, and not one that is retried', async ({
    assert,
    cleanup,
  }) => {
    const { outbox, log } = anEngine()
    app.container.swap(SendActivationCode, () => new MailerThatIsAway())
    cleanup(() => app.container.restore(SendActivationCode))
    const row = await add()

    await outbox.settle(row.id)
    assert.containsSubset(log.lines, [{ msg: alarm('failed-jobs').facts.msg, state: 'waiting' }])

    await OutboxRow.query().where('id', row.id).update({ attempts: 11 })
    await outbox.settle(row.id)
    assert.containsSubset(log.lines[1], alarm('failed-jobs').facts)
  })

  test('reports how late the oldest job is', async ({ assert }) => {
    const { upkeep, log } = anEngine()
    const row = await add()
    await makeDue(row)
    await upkeep.handle()
    assert.isEmpty(log.lines)

    await row.merge({ dueAt: DateTime.utc().minus({ minutes: 7 }) }).save()
    await upkeep.handle()
    const { facts, value } = alarm('late-jobs')
    assert.containsSubset(log.lines, [facts])
    assert.approximately(log.lines[0][value] as number, 420, 5)
  })
})

test.group('The purge of expired data', (group) => {
  group.each.setup(emptyStores)

  test('deletes everything that has expired, and nothing else', async ({ assert, client }) => {
    const learner = await aLearner()
    await tokenOf(learner)
    const kept = await tokenOf(learner)
    const oldest = await db.from('auth_access_tokens').orderBy('id').firstOrFail()
    const justNow = new Date(Date.now() - 1000)
    await db.from('auth_access_tokens').where('id', oldest.id).update({ expires_at: justNow })
    const past = '2020-01-01 00:00:00'
    await client.post('/api/user/forgot').json({ email: learner.email })
    const outbox = await app.container.make(Outbox)
    for (const { id } of await outbox.due()) await outbox.work(id)
    await db.from('password_resets').update({ expires_at: past })
    for (const user of [await anAdministrator(), await anAdministrator()]) {
      const visitor = await aVisitorSignedInAs(user)
      await visitor.get('/admin')
    }
    const visit = await db.from('sessions').orderBy('id').firstOrFail()
    await db.from('sessions').where('id', visit.id).update({ expires_at: justNow })

    const purgeExpired = await app.container.make(PurgeExpired)
    const purged = await purgeExpired.handle()

    assert.deepEqual(purged, {
      tokens: 1,
      dashboardSessions: 0,
      sessions: 1,
      activations: 0,
      resets: 1,
    })
    assert.lengthOf(await db.from('sessions').select('id'), 1)
    const me = await client.get('/api/user/me').headers(kept)
    me.assertStatus(200)
  })
})
