import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import type User from '#app/accounts/models/user'
import type { Course } from '#app/catalog/documents/course'
import RecordCallback from '#app/payments/ledger/record_callback'
import Order from '#app/payments/models/order'
import Payment from '#app/payments/models/payment'
import { newId } from '#app/platform/ids'
import { aCourse } from '#tests/helpers/catalog'
import { aVisitorSignedInAs } from '#tests/helpers/dashboard'
import { anOrder } from '#tests/helpers/payments'
import { aLearner, anAdministrator } from '#tests/helpers/people'
import { queriesOf } from '#tests/helpers/queries'
import { emptyStores } from '#tests/helpers/stores'

const MAX_QUERIES = 12
const FORMULA = '=HYPERLINK("http://example.test")'

const linksIn = (html: string) =>
  [...html.matchAll(/class="row-link[^"]*" href="([^"]+)"/g)].map(([, path]) => path)

/** An order that was paid. */
async function aPaidOrder(user: User, course: Course, gatewayPaymentId = `pay_${newId()}`) {
  const gatewayOrderId = await anOrder(user, course)
  const recordCallback = await app.container.make(RecordCallback)
  const paid = { userId: user.id, courseId: String(course._id), gatewayOrderId, gatewayPaymentId }
  await recordCallback.handle({ source: 'callback', ...paid })
  return Order.query().where({ gatewayOrderId }).preload('payment').firstOrFail()
}

async function manyPaidOrders(user: User, number: number) {
  const orders = Array.from({ length: number }, () => ({
    id: newId(),
    gatewayOrderId: `order_${newId()}`,
    userId: user.id,
    courseId: newId(),
    courseTitle: 'Knots that hold',
    amountInPaise: 100_00,
    currency: 'INR',
    paidAt: DateTime.utc(),
  }))
  await Order.createMany(orders)
  await Payment.createMany(
    orders.map(({ id, gatewayOrderId: _, courseTitle: __, paidAt: ___, ...order }) => ({
      ...order,
      orderId: id,
      gatewayPaymentId: `pay_${newId()}`,
    }))
  )
}

test.group('Lists of orders and payments', (group) => {
  group.each.setup(emptyStores)

  test('searches by any Razorpay id, by our own id and by e-mail address', async ({ assert }) => {
    const [asha, vikram] = [await aLearner(), await aLearner()]
    const course = await aCourse()
    const paid = await aPaidOrder(asha, course)
    const open = await anOrder(vikram, course)
    const { id: openId } = await Order.findByOrFail({ gatewayOrderId: open })
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const orders = async (query: string) => {
      const { html } = await visitor.get(`/admin/payments/orders?${query}`)
      return linksIn(html).map((path) => path.split('/').at(-1))
    }
    const payments = async (query: string) => {
      const { html } = await visitor.get(`/admin/payments?${query}`)
      return linksIn(html).map((path) => path.split('/').at(-1))
    }

    const { payment } = paid
    for (const search of [paid.gatewayOrderId, payment.gatewayPaymentId, paid.id, asha.email]) {
      assert.deepEqual(await orders(`search=${search}`), [paid.id], search)
      assert.deepEqual(await payments(`search=${search}`), [payment.id], search)
    }
    assert.deepEqual(await payments(`search=${payment.id}`), [payment.id])
    assert.deepEqual(await orders('state=open'), [openId])
    assert.deepEqual(await orders('state=paid'), [paid.id])
    assert.deepEqual(await orders(`person=${vikram.id}`), [openId])
    assert.lengthOf(await orders(`course=${course._id}`), 2)
    assert.isEmpty(await orders('to=2020-01-01'))
    assert.isEmpty(await payments('search=pay_unknown'))
  })

  test('shows totals of all matching rows, on whichever page', async ({ assert }) => {
    const person = await aLearner()
    await manyPaidOrders(person, 60)
    await anOrder(person, await aCourse({ price: 1000 }))
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html: orders } = await visitor.get('/admin/payments/orders?page=2&sort=-amount')
    assert.lengthOf(linksIn(orders), 11)
    assert.include(orders, '₹6,000')
    assert.include(orders, '98.4%')
    assert.include(orders, '?sort=amount"')
    const { html: beyond } = await visitor.get('/admin/payments?page=999')
    assert.lengthOf(linksIn(beyond), 10)
  })

  test('makes no more queries for 500 rows than for 10: {$self}')
    .with(['/admin/payments', '/admin/payments/orders'])
    .run(async ({ assert }, path) => {
      const visitor = await aVisitorSignedInAs(await anAdministrator())
      const person = await aLearner()
      await manyPaidOrders(person, 10)
      const few = await queriesOf(() => visitor.get(path))
      await manyPaidOrders(person, 490)
      const many = await queriesOf(() => visitor.get(path))
      assert.equal(many, few)
      assert.isAtMost(many, MAX_QUERIES)
    })

  test('explains the page when it is empty', async ({ assert }) => {
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html: payments } = await visitor.get('/admin/payments')
    assert.include(payments, 'No payments yet')
    const { html: orders } = await visitor.get('/admin/payments/orders?state=open')
    assert.include(orders, 'No orders match these filters')
    const { status } = await visitor.get('/admin/payments?person=x')
    assert.equal(status, 422)
  })
})

test.group('Exports', (group) => {
  group.each.setup(emptyStores)

  test('contains the filtered rows, as text that no program runs', async ({ assert }) => {
    const person = await aLearner({ name: FORMULA })
    const paid = await aPaidOrder(person, await aCourse({ title: '@SUM(1+1)', price: 1499 }))
    await anOrder(await aLearner(), await aCourse())
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    for (const path of ['/admin/payments/export', '/admin/payments/orders/export?state=paid']) {
      const { html: csv, headers } = await visitor.get(path)
      assert.match(headers.get('content-disposition')!, /^attachment/)
      assert.match(headers.get('content-type')!, /^text\/csv/)
      const [, row, ...rest] = csv.split('\r\n')
      assert.deepEqual(rest, [''], path)
      assert.include(row, paid.payment.gatewayPaymentId)
      assert.include(row, `"'=HYPERLINK(""http://example.test"")"`)
      assert.include(row, "'@SUM(1+1)")
      assert.include(row, ',1499,INR')
    }
  })

  test('writes times in the spreadsheet format, with the time zone in the header', async ({
    assert,
  }) => {
    const { payment } = await aPaidOrder(await aLearner(), await aCourse())
    await payment.merge({ createdAt: DateTime.fromISO('2026-03-01T20:00:00Z') }).save()
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    visitor.cookies.set('theta_zone', 'Asia/Kolkata')
    const { html: csv } = await visitor.get('/admin/payments/export')
    const [head, row] = csv.split('\r\n').map((line) => line.split(',')[0])
    assert.equal(head, 'Paid at (Asia/Kolkata)')
    assert.equal(row, '2026-03-02 01:30:00')
  })

  test('contains every row, in batches', async ({ assert }) => {
    await manyPaidOrders(await aLearner(), 1200)
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html: csv } = await visitor.get('/admin/payments/export')
    const ids = new Set(csv.match(/pay_\w+/g))
    assert.lengthOf([...ids], 1200)
  })
})
