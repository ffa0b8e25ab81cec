import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { DateTime, Duration } from 'luxon'
import Clock from '#app/platform/clock'
import { newId } from '#app/platform/ids'
import { sqlTime } from '#app/platform/sql/time'
import ReconcileNightly from '#app/payments/actions/reconcile_nightly'
import ReconcilePayments from '#app/payments/actions/reconcile_payments'
import GatewayUnavailable from '#app/payments/exceptions/gateway_unavailable'
import ReconciliationRunning from '#app/payments/exceptions/reconciliation_running'
import CallPace from '#app/payments/gateways/call_pace'
import Finding from '#app/payments/models/finding'
import LedgerEntry from '#app/payments/models/ledger_entry'
import Order from '#app/payments/models/order'
import Reconciliation from '#app/payments/models/reconciliation'
import Refund from '#app/payments/models/refund'
import ReportedPayment from '#app/payments/models/reported_payment'
import { ace } from '#tests/helpers/console'
import { SettableClock } from '#tests/helpers/jobs'
import { enrollmentsOf } from '#tests/helpers/learning'
import { aGatewayPayment, aPurchase, findingsOf, see } from '#tests/helpers/ledger'
import { useRazorpay } from '#tests/helpers/razorpay'
import { emptyStores } from '#tests/helpers/stores'

const HOUR = Duration.fromObject({ hours: 1 })

let clock: SettableClock

async function reconcileNightly() {
  const nightly = await app.container.make(ReconcileNightly)
  await nightly.handle()
}

/** Runs the command and reads its JSON. */
async function reconcile(...args: string[]) {
  const { code, stdout, stderr } = await ace(['payments:reconcile', '--json', ...args])
  return { code, stderr, ...(stdout ? JSON.parse(stdout) : {}) }
}

test.group('Reconciliation with the gateway', (group) => {
  group.each.setup(async () => {
    await emptyStores()
    clock = new SettableClock()
    clock.shift(HOUR)
    app.container.swap(Clock, () => clock)
    app.container.swap(CallPace, () => new CallPace(0))
  })
  group.each.teardown(() => {
    app.container.restore(Clock)
    app.container.restore(CallPace)
  })

  test('35: opens the course for a payment that only the gateway has', async ({
    assert,
    cleanup,
  }) => {
    const razorpay = await useRazorpay(cleanup)
    const { learner, course, order } = await aPurchase()
    const { id } = razorpay.account.pay(order.gatewayOrderId, 'captured')

    await reconcileNightly()

    assert.deepEqual(await enrollmentsOf(learner), [String(course._id)])
    const payment = await ReportedPayment.findByOrFail({ gatewayPaymentId: id })
    assert.equal(payment.state, 'captured')
    const { finishedAt, differences } = await Reconciliation.firstOrFail()
    assert.isNotNull(finishedAt)
    assert.equal(differences, 1)
    const entries = await LedgerEntry.query().where('orderId', order.id)
    for (const { source } of entries) assert.equal(source, 'reconciliation')
    await reconcileNightly()
    const [again] = await Reconciliation.query().orderBy('id', 'desc')
    assert.equal(again.differences, 0)
  })

  test('35: records a refund that only the gateway has', async ({ assert, cleanup }) => {
    const razorpay = await useRazorpay(cleanup)
    const { learner, order } = await aPurchase()
    const payment = razorpay.account.pay(order.gatewayOrderId, 'captured')
    await see({ payments: [payment] })
    const { id } = razorpay.account.refund(payment.id)

    await reconcileNightly()

    const refund = await Refund.findByOrFail({ gatewayRefundId: id })
    assert.deepEqual([refund.state, refund.origin], ['processed', 'gateway'])
    assert.isEmpty(await enrollmentsOf(learner))
    assert.isEmpty(razorpay.requestsTo('POST', '/refund'))
  })

  test('35: opens a finding about a payment that only we have, once', async ({
    assert,
    cleanup,
  }) => {
    await useRazorpay(cleanup)
    const { order } = await aPurchase()
    const payment = aGatewayPayment(order)
    await see({ payments: [payment] })

    await reconcileNightly()
    await reconcileNightly()

    assert.deepEqual(await findingsOf(order), ['missing_at_gateway'])
    const [finding] = await Finding.all()
    assert.equal(finding.facts.gatewayId, payment.id)
    await finding.merge({ state: 'solved', solvedAt: DateTime.utc() }).save()
    await reconcileNightly()
    assert.isEmpty(await findingsOf(order))
  })

  test('35: asks for a payment that was recorded long after it was made', async ({
    assert,
    cleanup,
  }) => {
    const now = DateTime.utc().minus({ days: 20 }).toJSDate()
    const razorpay = await useRazorpay(cleanup, { now: () => now })
    const { order } = await aPurchase()
    const payment = razorpay.account.pay(order.gatewayOrderId, 'captured')
    await see({ payments: [payment] })

    await reconcileNightly()

    assert.isEmpty(await findingsOf(order))
    assert.lengthOf(razorpay.requestsTo('GET', `/payments/${payment.id}`), 1)
  })

  test('20: restores the row of an order of ours, and ignores those of others', async ({
    assert,
    cleanup,
  }) => {
    const razorpay = await useRazorpay(cleanup)
    const { learner, course, order } = await aPurchase()
    await Order.query().where('id', order.id).delete()
    razorpay.account.pay(order.gatewayOrderId, 'captured')
    const others = razorpay.account.createOrder({ amount: 5000, currency: 'INR', receipt: 'x-1' })
    razorpay.account.pay(others.id, 'captured')

    await reconcileNightly()

    const restored = await Order.findOrFail(order.id)
    assert.equal(restored.state, 'paid')
    assert.deepEqual(await enrollmentsOf(learner), [String(course._id)])
    assert.deepEqual(await findingsOf(order), ['order_adopted'])
    assert.lengthOf(await Order.all(), 1)
  })

  test('33: reads 250 payments of one second once each', async ({ assert, cleanup }) => {
    const now = new Date()
    const razorpay = await useRazorpay(cleanup, { now: () => now })
    for (let number = 0; number < 250; number++) {
      const { id } = razorpay.account.createOrder({ amount: 10_000, currency: 'INR' })
      razorpay.account.pay(id, 'authorized')
    }
    const { order } = await aPurchase()
    razorpay.account.pay(order.gatewayOrderId, 'captured')

    await reconcileNightly()

    const paid = await Order.findOrFail(order.id)
    assert.equal(paid.state, 'paid')
    const skips = razorpay
      .requestsTo('GET', '/v1/payments')
      .flatMap(({ query }) => query.get('skip') ?? [])
    assert.deepEqual(skips.filter((skip) => skip !== '0').slice(0, 2), ['100', '200'])
  })

  test('34: continues where it was interrupted', async ({ assert, cleanup }) => {
    const razorpay = await useRazorpay(cleanup)
    const { learner, order } = await aPurchase()
    razorpay.account.pay(order.gatewayOrderId, 'captured')
    const lists = () => razorpay.requestsTo('GET', '/v1/payments').length
    const list = razorpay.account.all.bind(razorpay.account)
    razorpay.account.all = (kind) => {
      if (lists() === 60) razorpay.fail('serverError')
      return list(kind)
    }

    await assert.rejects(reconcileNightly, GatewayUnavailable)
    const { position, spanStart, lock } = await Reconciliation.firstOrFail()
    assert.isAbove(position.diff(spanStart, 'hours').hours, 50)
    assert.isNull(lock)
    const before = lists()
    razorpay.account.all = list
    razorpay.recover()
    await reconcileNightly()

    assert.closeTo(lists() - before, 120 - 60, 3)
    assert.lengthOf(await Reconciliation.all(), 1)
    assert.lengthOf(await enrollmentsOf(learner), 1)
  })

  test('34: is done by one of two processes at once, and by another when one has ended', async ({
    assert,
    cleanup,
  }) => {
    await useRazorpay(cleanup)
    const span = { since: clock.now().minus({ hours: 5 }), until: clock.now() }
    const start = async () => {
      const reconcilePayments = await app.container.make(ReconcilePayments)
      return reconcilePayments.handle({ name: 'nightly', ...span })
    }

    const results = await Promise.allSettled([start(), start(), start()])

    const refused = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason] : []
    )
    assert.lengthOf(refused, 2)
    for (const reason of refused) assert.instanceOf(reason, ReconciliationRunning)

    await Reconciliation.create({
      id: newId(),
      request: 'nightly',
      spanStart: span.since,
      spanEnd: span.until,
      position: span.since.plus({ hours: 3 }),
      differences: 7,
      lock: 'reconciliation',
      lockedUntil: clock.now().plus({ seconds: 30 }),
      createdAt: clock.now(),
    })
    await assert.rejects(start, ReconciliationRunning)
    clock.shift(HOUR.plus({ minutes: 1 }))
    assert.equal(await start(), 7)
    assert.isEmpty(await Reconciliation.query().whereNull('finishedAt'))
  })

  test('34: changes no row in a dry run', async ({ assert, cleanup }) => {
    const razorpay = await useRazorpay(cleanup)
    const { account } = razorpay
    const [unpaid, refunded, missing] = [await aPurchase(), await aPurchase(), await aPurchase()]
    account.pay(unpaid.order.gatewayOrderId, 'captured')
    const payment = account.pay(refunded.order.gatewayOrderId, 'captured')
    await see({ payments: [payment] })
    account.refund(payment.id)
    await see({ payments: [aGatewayPayment(missing.order)] })
    const stored = async () => {
      const rows = [Order, ReportedPayment, Refund, Finding, LedgerEntry, Reconciliation].map(
        (Model) => Model.query().orderBy('id').pojo()
      )
      return JSON.stringify(await Promise.all(rows))
    }
    const before = await stored()

    const { code, differences } = await reconcile('--dry-run')

    assert.equal(code, 0)
    assert.lengthOf(differences, 3)
    for (const { done } of differences) assert.equal(done, 'nothing (dry run)')
    assert.equal(await stored(), before)
  })
})

test.group('payments:reconcile', (group) => {
  group.each.setup(async () => {
    await emptyStores()
    app.container.swap(CallPace, () => new CallPace(0))
  })
  group.each.teardown(() => app.container.restore(CallPace))

  /** Moves everything at the gateway back, since the latest five minutes are not compared. */
  const anHourAgo = () => DateTime.utc().minus(HOUR).toJSDate()

  test('prints what differed and what was done, and counts open findings', async ({
    assert,
    cleanup,
  }) => {
    const razorpay = await useRazorpay(cleanup, { now: anHourAgo })
    const [unpaid, missing] = [await aPurchase(), await aPurchase()]
    const { id } = razorpay.account.pay(unpaid.order.gatewayOrderId, 'captured')
    const unknown = aGatewayPayment(missing.order)
    await see({ payments: [unknown] })
    await ReportedPayment.query().update({ createdAt: sqlTime(DateTime.utc().minus(HOUR)) })

    const { code, stdout } = await ace(['payments:reconcile', '--since=2d'])

    assert.equal(code, 1)
    const lines = stdout.trim().split('\n')
    assert.sameMembers(lines.slice(0, 2), [
      `payment ${id}: here unknown, at the gateway captured: recorded`,
      `payment ${unknown.id}: here captured, at the gateway unknown: finding opened`,
    ])
    assert.equal(lines[2], '2 differences, 1 open findings.')
  })

  test('checks one order', async ({ assert, cleanup }) => {
    const razorpay = await useRazorpay(cleanup)
    const { learner, order } = await aPurchase()
    const payment = razorpay.account.pay(order.gatewayOrderId, 'captured')
    const option = `--order=${order.gatewayOrderId}`

    const tried = await reconcile(option, '--dry-run')
    assert.lengthOf(tried.differences, 1)
    assert.isEmpty(await enrollmentsOf(learner))
    const { code, differences } = await reconcile(option)
    assert.equal(code, 0)
    assert.containsSubset(differences, [{ gatewayId: payment.id, done: 'recorded' }])
    assert.lengthOf(await enrollmentsOf(learner), 1)
    const unknown = await reconcile('--order=order_Unknown0000000')
    assert.equal(unknown.code, 1)
    assert.include(unknown.stderr, 'The id provided does not exist')
  })

  test('exits with 1 when the gateway is unavailable', async ({ assert, cleanup }) => {
    const razorpay = await useRazorpay(cleanup)
    razorpay.fail('html')
    const { code, stdout, stderr } = await ace(['payments:reconcile'])
    assert.equal(code, 1)
    assert.equal(stdout, '')
    assert.include(stderr, 'not responding')
  })

  test('refuses a time that it can’t read', async ({ assert, cleanup }) => {
    await useRazorpay(cleanup)
    const { code, stderr } = await ace(['payments:reconcile', '--since=yesterday'])
    assert.equal(code, 1)
    assert.include(stderr, 'yesterday is neither a date')
  })
})
