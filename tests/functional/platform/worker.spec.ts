import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import ActivationCodeIssued from '#app/accounts/events/activation_code_issued'
import SendActivationCode from '#app/accounts/listeners/send_activation_code'
import Lease, { PROCESS_ID } from '#app/platform/jobs/lease'
import RecurringJob from '#app/platform/jobs/recurring_job'
import WorkerRow from '#app/platform/jobs/worker_row'
import Outbox from '#app/platform/outbox/outbox'
import OutboxRow from '#app/platform/outbox/outbox_row'
import { eventually } from '#tests/helpers/eventually'
import { addToOutbox, anEngine, SettableClock } from '#tests/helpers/jobs'
import { emptyStores } from '#tests/helpers/stores'

const mailTo = (name: string) =>
  new ActivationCodeIssued({
    name,
    email: `${name}@theta.example`,
    code: '424242',
    expiresAt: '2100-01-01T00:00:00.000Z',
  })

/** Replaces the listener that mails codes: the name decides what it does, and it records its calls. */
class Listener extends SendActivationCode {
  static handled: string[] = []
  static running = 0
  static mostRunning = 0
  static release = () => {}
  static released = Promise.resolve()

  static hold() {
    const { promise, resolve } = Promise.withResolvers<void>()
    Listener.released = promise
    Listener.release = resolve
  }

  async handle({ name }: { name: string }) {
    Listener.mostRunning = Math.max(Listener.mostRunning, ++Listener.running)
    try {
      if (name.startsWith('poison')) throw new Error('It cannot be mailed')
      if (name.startsWith('slow')) await Listener.released
      Listener.handled.push(name)
    } finally {
      Listener.running--
    }
  }
}

async function isOutboxEmpty() {
  const rows = await OutboxRow.all()
  return rows.length === 0
}

async function isWorkerKnown() {
  const workers = await WorkerRow.all()
  return workers.length > 0
}

test.group('A worker', (group) => {
  group.each.setup(async () => {
    await emptyStores()
    Listener.handled = []
    Listener.mostRunning = 0
    app.container.swap(SendActivationCode, () => new Listener())
    return () => {
      Listener.release()
      app.container.restore(SendActivationCode)
    }
  })

  function aRunningWorker() {
    const engine = anEngine()
    engine.worker.start()
    return engine
  }

  test('runs jobs that became due before it started and afterwards', async ({
    assert,
    cleanup,
  }) => {
    await addToOutbox(mailTo('early'))
    const { worker } = aRunningWorker()
    cleanup(() => worker.stop())
    await eventually(isOutboxEmpty)
    await addToOutbox(mailTo('late'))
    await eventually(isOutboxEmpty)
    assert.deepEqual(Listener.handled, ['early', 'late'])
  })

  test('finds a job without a wake-up call', async ({ assert, cleanup }) => {
    const { worker } = aRunningWorker()
    cleanup(() => worker.stop())
    await eventually(isWorkerKnown)
    await sleep(100) // its first poll has ended
    const { outbox } = anEngine()
    await outbox.intend(mailTo('quiet'), {})
    await eventually(isOutboxEmpty)
    assert.deepEqual(Listener.handled, ['quiet'])
  })

  test('is woken for a job when its change has been committed, and not before', async ({
    assert,
    cleanup,
  }) => {
    const { outbox, wakeUp } = anEngine()
    let calls = 0
    cleanup(wakeUp.listen(() => calls++))

    await db.transaction(async (trx) => {
      await outbox.add(mailTo('asha'), trx)
      assert.equal(calls, 0)
    })
    assert.equal(calls, 1)

    const rolledBack = db.transaction(async (trx) => {
      await outbox.add(mailTo('ravi'), trx)
      throw new Error('The change fails')
    })
    await assert.rejects(() => rolledBack)
    assert.equal(calls, 1)
  })

  test('runs at most four jobs at once', async ({ assert, cleanup }) => {
    Listener.hold()
    for (let number = 1; number <= 10; number++) await addToOutbox(mailTo(`slow${number}`))
    const { worker } = aRunningWorker()
    cleanup(() => worker.stop())
    await eventually(() => Listener.running === 4)
    await sleep(100)
    Listener.release()
    await eventually(isOutboxEmpty)
    assert.lengthOf(Listener.handled, 10)
    assert.equal(Listener.mostRunning, 4)
  })

  test('is blocked neither by failing jobs nor by one that hangs', async ({ assert, cleanup }) => {
    Listener.hold()
    await addToOutbox(mailTo('slow'))
    for (let number = 1; number <= 8; number++) await addToOutbox(mailTo(`poison${number}`))
    for (let number = 1; number <= 8; number++) await addToOutbox(mailTo(`good${number}`))
    const { worker } = aRunningWorker()
    cleanup(() => worker.stop())
    await eventually(() => Listener.handled.length === 8)
    const left = await OutboxRow.query().whereNotNull('lastError')
    assert.lengthOf(left, 8)
    assert.isTrue(left.every(({ heldBy, attempts }) => heldBy === null && attempts === 1))
    Listener.release()
  })

  test('shares jobs with another worker, each of which runs once', async ({ assert, cleanup }) => {
    for (let number = 1; number <= 40; number++) await addToOutbox(mailTo(`mail${number}`))
    const [{ worker: one }, { worker: other }] = [aRunningWorker(), aRunningWorker()]
    cleanup(() => Promise.all([one.stop(), other.stop()]).then(() => {}))
    await eventually(isOutboxEmpty)
    assert.lengthOf(Listener.handled, 40)
    assert.lengthOf(new Set(Listener.handled), 40)
  })

  test('finishes its jobs when it is stopped, and starts no more', async ({ assert }) => {
    Listener.hold()
    const first = await addToOutbox(mailTo('slow'))
    const { worker } = aRunningWorker()
    await eventually(() => Listener.running === 1)

    const stopped = worker.stop()
    const second = await addToOutbox(mailTo('later'))
    Listener.release()
    await stopped

    assert.deepEqual(Listener.handled, ['slow'])
    assert.isNull(await OutboxRow.find(first.id))
    await second.refresh()
    assert.equal(second.attempts, 0)
    assert.isEmpty(await WorkerRow.all())
  })

  test('hands over jobs that it cannot finish when it is stopped', async ({ assert }) => {
    Listener.hold()
    const row = await addToOutbox(mailTo('slow'))
    const { worker } = aRunningWorker()
    await eventually(() => Listener.running === 1)

    await worker.stop(50)

    await row.refresh()
    assert.equal(row.attempts, 0)
    assert.isNull(row.heldBy)
    const { outbox } = anEngine()
    const due = await outbox.due()
    assert.deepEqual(
      due.map(({ id }) => id),
      [row.id]
    )
  })

  test('records a heartbeat every ten seconds, and deregisters when it ends', async ({
    assert,
  }) => {
    const { worker, clock, heartbeats } = aRunningWorker()
    await eventually(isWorkerKnown)
    const [row] = await heartbeats.list()
    assert.containsSubset(row.$attributes, { id: PROCESS_ID, pid: process.pid })
    assert.isTrue(worker.isAlive)
    assert.isFalse(heartbeats.isMissing(row))
    clock.shift({ seconds: 61 })
    assert.isTrue(heartbeats.isMissing(row))
    clock.shift({})
    await worker.stop()
    assert.isEmpty(await heartbeats.list())
  })

  test('recovers when the database comes back', async ({ assert, cleanup }) => {
    const engine = anEngine()
    const due = engine.outbox.due.bind(engine.outbox)
    let failures = 0
    engine.outbox.due = async (limit) => {
      if (failures++ < 2) throw new Error('The database is unavailable')
      return due(limit)
    }
    await addToOutbox(mailTo('asha'))
    engine.worker.start()
    cleanup(() => engine.worker.stop())
    await eventually(() => engine.log.lines.length === 2)
    const messages = engine.log.lines.map(({ msg }) => msg)
    assert.deepEqual(messages, ['jobs cannot be worked', 'jobs are worked again'])
    await eventually(isOutboxEmpty)
  })
})

test.group('A lease', (group) => {
  group.each.setup(emptyStores)

  test('protects a job for a minute after its process has died, which counts as a failure', async ({
    assert,
  }) => {
    const row = await addToOutbox(mailTo('asha'))
    const clock = new SettableClock()
    assert.isDefined(await Lease.take(OutboxRow, { id: row.id, clock }))
    await OutboxRow.query().where('id', row.id).update({ heldBy: 'a process that has died' })

    for (const early of [true, false])
      assert.isUndefined(await Lease.take(OutboxRow, { id: row.id, clock, early }))
    clock.shift({ seconds: 61 })
    const lease = await Lease.take(OutboxRow, { id: row.id, clock })
    assert.containsSubset(lease!.row.$attributes, { attempts: 1, heldBy: PROCESS_ID })
    let isRun = false
    const run = () => lease!.during(async () => void (isRun = true))
    await assert.rejects(run, 'The process ended while it ran this job')
    assert.isFalse(isRun)

    await lease!.release(clock.now(), {})
    const next = await Lease.take(OutboxRow, { id: row.id, clock })
    assert.containsSubset(next!.row.$attributes, { attempts: 2, heldBy: PROCESS_ID })
    await next!.during(async () => void (isRun = true))
    assert.isTrue(isRun)
  })

  test('prevents a process from changing a row that another has taken over', async ({ assert }) => {
    const row = await addToOutbox(mailTo('asha'))
    const clock = new SettableClock()
    const lease = await Lease.take(OutboxRow, { id: row.id, clock })
    await OutboxRow.query().where('id', row.id).update({ heldBy: 'another process' })

    await lease!.release(clock.now(), { last_error: 'It failed' })
    await lease!.delete()
    await Lease.giveUp(OutboxRow, row.id, clock)

    await row.refresh()
    assert.containsSubset(row.$attributes, {
      heldBy: 'another process',
      lastError: null,
      attempts: 1,
    })
  })

  test('is taken early when an intent is settled, unless it already runs', async ({ assert }) => {
    const outbox = await app.container.make(Outbox)
    const id = await outbox.intend(mailTo('asha'))
    const clock = new SettableClock()
    assert.isUndefined(await Lease.take(OutboxRow, { id, clock }))
    assert.isDefined(await Lease.take(OutboxRow, { id, clock, early: true }))
    assert.isUndefined(await Lease.take(OutboxRow, { id, clock, early: true }))
    assert.isFalse(await outbox.settle(id), 'it has not been done')
  })
})

test.group('A recurring job', (group) => {
  let runs: string[] = []
  let failure: Error | undefined

  group.each.setup(async () => {
    runs = []
    failure = undefined
    await emptyStores()
  })

  class Sweep {
    async handle() {
      runs.push('sweep')
      if (failure) throw failure
    }
  }
  const run = async () => ({ default: Sweep })
  const hourly = { id: 'test.hourly', every: '1 hour', run }
  const nightly = { id: 'test.nightly', cron: '17 3 * * *', run }

  const rowOf = (id: string) => RecurringJob.findOrFail(id)

  test('is planned once, by its rule', async ({ assert }) => {
    const engine = anEngine({ schedules: [hourly, nightly] })
    await engine.recurringJobs.plan()
    const [first, second] = await engine.recurringJobs.list()
    assert.approximately(first.dueAt.diffNow('minutes').minutes, 60, 1)
    assert.equal(second.dueAt.toFormat('HH:mm:ss'), '03:17:00')
    assert.isAtMost(second.dueAt.diffNow('hours').hours, 24)
    engine.clock.shift({ minutes: 30 })
    await engine.recurringJobs.plan()
    const { dueAt } = await rowOf(hourly.id)
    assert.deepEqual(dueAt, first.dueAt)
    assert.isEmpty(await engine.recurringJobs.due(10))
  })

  test('follows a changed rule', async ({ assert }) => {
    const daily = { ...hourly, every: '1 day' }
    const { recurringJobs } = anEngine({ schedules: [daily] })
    await recurringJobs.plan()
    const changed = anEngine({ schedules: [hourly] })
    await changed.recurringJobs.plan()
    const { rule, dueAt } = await rowOf(hourly.id)
    assert.equal(rule, 'every 1 hour')
    assert.approximately(dueAt.diffNow('minutes').minutes, 60, 1)
  })

  test('becomes due while two releases with different rules run', async ({ assert }) => {
    const older = anEngine({ schedules: [hourly] })
    const newer = anEngine({ schedules: [{ ...hourly, every: '2 hours' }] })
    for (let minutes = 0; minutes < 60; minutes += 10)
      for (const { clock, recurringJobs } of [older, newer]) {
        clock.shift({ minutes })
        await recurringJobs.plan()
      }
    newer.clock.shift({ minutes: 61 })
    await newer.recurringJobs.work(hourly.id)
    assert.lengthOf(runs, 1)

    const { rule, dueAt } = await rowOf(hourly.id)
    assert.equal(rule, 'every 2 hours')
    assert.approximately(dueAt.diffNow('minutes').minutes, 181, 1)
  })

  test('keeps the lease of the process that runs it when its rule changes', async ({ assert }) => {
    const { recurringJobs, clock } = anEngine({ schedules: [hourly] })
    await recurringJobs.plan()
    clock.shift({ minutes: 61 })
    await Lease.take(RecurringJob, { id: hourly.id, clock })
    const { dueAt } = await rowOf(hourly.id)

    const changed = anEngine({ schedules: [{ ...hourly, every: '5s' }] })
    changed.clock.shift({ minutes: 61 })
    await changed.recurringJobs.plan()

    const row = await rowOf(hourly.id)
    assert.deepEqual(row.dueAt, dueAt)
    assert.equal(row.rule, 'every 1 hour')
  })

  test('counts a run as failed when its process ended', async ({ assert }) => {
    const { recurringJobs, clock } = anEngine({ schedules: [hourly] })
    await recurringJobs.plan()
    clock.shift({ minutes: 61 })
    await Lease.take(RecurringJob, { id: hourly.id, clock })
    await RecurringJob.query().update({ heldBy: 'a process that has died' })
    clock.shift({ minutes: 63 })
    await recurringJobs.work(hourly.id)

    const { $attributes } = await rowOf(hourly.id)
    const lastError = 'The process ended while it ran this job'
    assert.containsSubset($attributes, { lastOutcome: 'failed', attempts: 1, lastError })
    assert.isEmpty(runs)
    clock.shift({ minutes: 64 })
    await recurringJobs.work(hourly.id)
    assert.lengthOf(runs, 1)
  })

  test('runs when it is due, and is due again afterwards', async ({ assert }) => {
    const { recurringJobs, clock } = anEngine({ schedules: [hourly] })
    await recurringJobs.plan()
    await recurringJobs.work(hourly.id)
    assert.isEmpty(runs)

    clock.shift({ minutes: 61 })
    await recurringJobs.work(hourly.id)
    await recurringJobs.work(hourly.id)
    assert.lengthOf(runs, 1)
    const row = await rowOf(hourly.id)
    assert.containsSubset(row.$attributes, {
      lastOutcome: 'succeeded',
      attempts: 0,
      heldBy: null,
      lastError: null,
    })
    assert.approximately(row.lastRunAt!.diffNow('minutes').minutes, 61, 1)
    assert.approximately(row.dueAt.diffNow('minutes').minutes, 121, 1)
  })

  test('runs in one process at a time', async ({ assert }) => {
    const engines = [1, 2, 3].map(() => anEngine({ schedules: [hourly] }))
    await engines[0].recurringJobs.plan()
    for (const { clock } of engines) clock.shift({ minutes: 61 })
    await Promise.all(engines.map(({ recurringJobs }) => recurringJobs.work(hourly.id)))
    assert.lengthOf(runs, 1)
  })

  test('is retried soon after a failure, and records the error', async ({ assert }) => {
    const { recurringJobs, clock, log } = anEngine({ schedules: [hourly] })
    await recurringJobs.plan()
    clock.shift({ minutes: 61 })
    failure = new Error('The disk is full')
    await recurringJobs.work(hourly.id)

    const row = await rowOf(hourly.id)
    assert.containsSubset(row.$attributes, {
      lastOutcome: 'failed',
      attempts: 1,
      lastError: 'The disk is full',
    })
    assert.approximately(row.dueAt.diffNow('minutes').minutes, 61, 1)
    assert.containsSubset(log.lines, [{ msg: 'a job failed', kind: hourly.id, state: 'waiting' }])

    failure = undefined
    clock.shift({ minutes: 62 })
    await recurringJobs.work(hourly.id)
    const { $attributes } = await rowOf(hourly.id)
    assert.containsSubset($attributes, { lastOutcome: 'succeeded', attempts: 0 })
  })

  test('is planned again when its row is lost while a worker runs', async ({ assert }) => {
    const { upkeep, recurringJobs } = anEngine({ schedules: [hourly] })
    await upkeep.handle()
    await RecurringJob.query().delete()
    await upkeep.handle()
    assert.lengthOf(await recurringJobs.list(), 1)
  })

  test('is left alone when it belongs to another release', async ({ assert }) => {
    const newer = anEngine({ schedules: [hourly, nightly] })
    await newer.recurringJobs.plan()
    const { recurringJobs, clock } = anEngine({ schedules: [hourly] })
    clock.shift({ days: 2 })
    const due = await recurringJobs.due(10)
    assert.deepEqual(
      due.map(({ id }) => id),
      [hourly.id]
    )
    await recurringJobs.work(nightly.id)
    assert.isEmpty(runs)
  })
})

test.group('When the clock is set', (group) => {
  group.each.setup(emptyStores)
  group.each.teardown(() => app.container.restore(SendActivationCode))

  const runs: string[] = []
  class Sweep {
    handle = async () => runs.push('sweep')
  }
  const often = { id: 'test.often', every: '5s', run: async () => ({ default: Sweep }) }

  for (const { how, shift } of [
    { how: 'back by an hour', shift: -60 },
    { how: 'forward by an hour', shift: 60 },
  ]) {
    test(`keeps running jobs, recurring jobs and heartbeats within a minute: ${how}`, async ({
      assert,
    }) => {
      runs.length = 0
      const engine = anEngine({ schedules: [often] })
      const { clock, outbox, recurringJobs, heartbeats } = engine
      app.container.swap(SendActivationCode, () => new Listener())
      await engine.upkeep.handle()
      const retried = await addToOutbox(mailTo('poison'))
      await outbox.work(retried.id)
      const intent = await outbox.intend(mailTo('undo'), { seconds: 12 })
      const distant = await outbox.intend(mailTo('upload'), { hours: 24 })

      clock.shift({ minutes: shift })
      await engine.upkeep.handle()
      const [heartbeat] = await heartbeats.list()
      assert.isFalse(heartbeats.isMissing(heartbeat))
      clock.shift({ minutes: shift, seconds: 30 })

      const due = await outbox.due()
      assert.includeMembers(
        due.map(({ id }) => id),
        [retried.id, intent]
      )
      assert.isNotNull(await OutboxRow.find(distant))
      assert.lengthOf(await recurringJobs.due(10), 1)
      await recurringJobs.work(often.id)
      assert.lengthOf(runs, 1)
      const { dueAt } = await RecurringJob.findOrFail(often.id)
      assert.approximately(dueAt.diff(clock.now(), 'seconds').seconds, 5, 2)
      const later = await OutboxRow.findOrFail(distant)
      const hours = later.dueAt.diff(clock.now(), 'hours').hours
      assert.approximately(hours, shift < 0 ? 24 : 23, 0.1)
    })
  }

  test('tolerates a few seconds, as between the clocks of several machines', async ({ assert }) => {
    const { clock, outbox, upkeep } = anEngine()
    const id = await outbox.intend(mailTo('asha'), { minutes: 10 })
    const { dueAt } = await OutboxRow.findOrFail(id)
    clock.shift({ seconds: -20 })
    await upkeep.handle()
    const row = await OutboxRow.findOrFail(id)
    assert.deepEqual(row.dueAt, dueAt)
  })
})
