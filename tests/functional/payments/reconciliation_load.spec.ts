import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import PaymentGateway from '#app/payments/gateways/payment_gateway'
import { newId } from '#app/platform/ids'
import { sqlTime } from '#app/platform/sql/time'
import ReconcilePayments from '#app/payments/actions/reconcile_payments'
import CallPace from '#app/payments/gateways/call_pace'
import Order from '#app/payments/models/order'
import Reconciliation from '#app/payments/models/reconciliation'
import { aCourse } from '#tests/helpers/catalog'
import { enrollmentsOf } from '#tests/helpers/learning'
import { aPurchase } from '#tests/helpers/ledger'
import { aLearner } from '#tests/helpers/people'
import { ACE, start, until as waitUntil } from '#tests/helpers/processes'
import { gatewayAt, useRazorpay } from '#tests/helpers/razorpay'
import { emptyStores } from '#tests/helpers/stores'

const MANY = 100_000
const MIB = 2 ** 20
const UNPAID = 7
const ROWS_AT_ONCE = 400

/** Orders of one learner, whose payments are captured and known; but for the last ones, which seem unpaid. */
async function manyOrders(firstAt: number, secondsBetween: number) {
  const [learner, course] = [await aLearner(), await aCourse()]
  const owner = { user_id: learner.id, course_id: String(course._id), course_title: course.title }
  const money = { amount_in_paise: 49_900, currency: 'INR' }
  for (let first = 0; first < MANY; first += ROWS_AT_ONCE) {
    const rows = Array.from({ length: ROWS_AT_ONCE }, (_, index) => {
      const number = first + index
      const time = sqlTime(DateTime.fromSeconds(Math.floor(firstAt + number * secondsBetween)))
      return { id: newId(), number, time, isPaid: number < MANY - UNPAID }
    })
    await db.table('orders').multiInsert(
      rows.map(({ id, number, time, isPaid }) => ({
        ...owner,
        ...money,
        id,
        gateway_order_id: `order_Many${number}`,
        list_in_paise: 49_900,
        created_at: time,
        state: isPaid ? 'paid' : 'created',
        paid_at: isPaid ? time : null,
      }))
    )
    await db.table('gateway_payments').multiInsert(
      rows
        .filter(({ isPaid }) => isPaid)
        .map(({ id, number, time }) => ({
          ...money,
          id,
          order_id: id,
          gateway_payment_id: `pay_Many${number}`,
          state: 'captured',
          captured_at: time,
          created_at: time,
          updated_at: time,
        }))
    )
  }
  return learner
}

/** Starts a fake Razorpay with the payments of those orders, in another process. */
async function aRazorpayWithMany(firstAt: number, secondsBetween: number) {
  const script = ['--import=@poppinss/ts-exec', 'tests/fakes/razorpay/many_payments.ts']
  const razorpay = start([...script, String(MANY), String(firstAt), String(secondsBetween)], {})
  await waitUntil(async () => razorpay.stdout().includes('http'), razorpay)
  return { url: razorpay.stdout().trim(), stop: () => razorpay.stop('SIGKILL') }
}

test.group('Reconciliation of many orders', (group) => {
  group.each.setup(emptyStores)
  group.each.teardown(async () => {
    app.container.restore(PaymentGateway)
    app.container.restore(CallPace)
    await emptyStores()
  })

  test('34: compares 100,000 orders with less than 100 MiB of growth', async ({
    assert,
    cleanup,
  }) => {
    app.container.swap(CallPace, () => new CallPace(0))
    const since = DateTime.utc().minus({ days: 5, hours: 1 }).startOf('second')
    const until5DaysLater = since.plus({ days: 5 })
    const secondsBetween = (4.9 * 24 * 60 * 60) / MANY
    const razorpay = await aRazorpayWithMany(since.toSeconds(), secondsBetween)
    cleanup(async () => void (await razorpay.stop()))
    const learner = await manyOrders(since.toSeconds(), secondsBetween)
    const gateway = gatewayAt(razorpay.url, { timeoutInMs: 10_000 })
    app.container.swap(PaymentGateway, () => gateway)
    const reconcile = await app.container.make(ReconcilePayments)
    const warmUp = { since, until: since.plus({ hours: 6 }) }
    await reconcile.handle({ name: 'warm-up', ...warmUp })

    const before = process.memoryUsage.rss()
    let peak = before
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50)
    cleanup(() => clearInterval(watch))
    const span = { since, until: until5DaysLater }
    const differences = await reconcile.handle({ name: 'all', ...span })

    assert.equal(differences, UNPAID)
    assert.isBelow(peak - before, 100 * MIB)
    assert.isEmpty(await Order.query().whereNot({ state: 'paid' }))
    assert.lengthOf(await enrollmentsOf(learner), 1)
  }).timeout(600_000)

  test('34: goes on after its process was killed', async ({ assert, cleanup }) => {
    const anHourAgo = DateTime.utc().minus({ hours: 1 }).toJSDate()
    const razorpay = await useRazorpay(cleanup, { now: () => anHourAgo })
    const { learner, order } = await aPurchase()
    razorpay.account.pay(order.gatewayOrderId, 'captured')
    const environment = {
      ...process.env,
      RAZORPAY_KEY_ID: 'sandbox',
      RAZORPAY_KEY_SECRET: 'sandbox_secret',
      RAZORPAY_BASE_URL: razorpay.url,
    }
    const command = start([ACE, 'payments:reconcile', '--since=2d'], environment)
    const positionOf = async () => {
      const run = await Reconciliation.first()
      return run ? run.position.diff(run.spanStart, 'hours').hours : 0
    }
    await waitUntil(async () => (await positionOf()) >= 3, command)
    assert.isNull(await command.stop('SIGKILL'))
    const before = razorpay.requests.length

    await Reconciliation.query().update({ lockedUntil: sqlTime(DateTime.utc()) })
    app.container.swap(CallPace, () => new CallPace(0))
    const reconcile = await app.container.make(ReconcilePayments)
    const { spanStart: since, spanEnd: until } = await Reconciliation.firstOrFail()
    await reconcile.handle({ name: 'console 2d..', since, until })

    assert.isBelow(razorpay.requests.length - before, 2 * (48 - 2))
    const [run, ...others] = await Reconciliation.all()
    assert.isEmpty(others)
    assert.isNotNull(run.finishedAt)
    assert.lengthOf(await enrollmentsOf(learner), 1)
  }).timeout(120_000)
})
