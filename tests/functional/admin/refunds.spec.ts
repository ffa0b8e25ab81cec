import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import Enrollment from '#app/accounts/models/enrollment'
import { sqlTime } from '#app/platform/sql/time'
import GatewayRefused from '#app/payments/exceptions/gateway_refused'
import GatewayUnavailable from '#app/payments/exceptions/gateway_unavailable'
import Order from '#app/payments/models/order'
import Refund from '#app/payments/models/refund'
import { actionsAbout } from '#tests/helpers/audit'
import { aVisitorSignedInAs, type Visitor } from '#tests/helpers/dashboard'
import { aGatewayPayment, aPurchase, see } from '#tests/helpers/ledger'
import type MemoryGateway from '#tests/helpers/memory_gateway'
import { useMemoryGateway } from '#tests/helpers/memory_gateway'
import { anAdministrator } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const pageOf = ({ id }: Order) => `/admin/payments/orders/${id}`

test.group('Refunds in the dashboard', (group) => {
  let visitor: Visitor
  let gateway: MemoryGateway
  group.each.setup(async () => {
    await emptyStores()
    const { gateway: memory, restore } = useMemoryGateway()
    gateway = memory
    visitor = await aVisitorSignedInAs(await anAdministrator())
    return restore
  })

  /** An order whose payment the gateway has captured. */
  async function aPaidPurchase(options: Parameters<typeof aPurchase>[0] = {}) {
    const purchase = await aPurchase({ price: 499, ...options })
    const payment = aGatewayPayment(purchase.order)
    gateway.payments.set(payment.id, payment)
    await see({ payments: [payment] })
    return purchase
  }

  /** The fields of a refund's dialog as its page offers them. */
  async function offered(order: Order) {
    const { html } = await visitor.get(pageOf(order))
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1]
    return { html, fields: { payment: hidden('payment')!, key: hidden('key')!, speed: 'normal' } }
  }

  test('says what follows before, and refunds all that is left', async ({ assert }) => {
    const { learner, course, order } = await aPaidPurchase()
    const { html, fields } = await offered(order)
    assert.include(html, 'loses')
    assert.include(html, 'refund all that is left: ₹499')

    const sent = await visitor.post(`${pageOf(order)}/refunds`, {
      ...fields,
      reason: 'Asked for it',
    })
    const refund = await Refund.findByOrFail({ orderId: order.id })
    assert.containsSubset(refund.serialize(), {
      amountInPaise: 499_00,
      reason: 'Asked for it',
      origin: 'administrator',
      keepsEnrollment: false,
    })
    const learnerOf = { userId: learner.id, courseId: String(course._id) }
    assert.isNull(await Enrollment.findBy(learnerOf))
    assert.deepEqual(await actionsAbout(order.id), ['order.refunded'])
    const { html: after } = await visitor.follow(sent)
    assert.include(after, 'A refund of ₹499')
    assert.include(after, 'Access ended')
    assert.notInclude(after, 'name="key"')
  })

  test('refunds a part once, however often it is sent', async ({ assert }) => {
    const { order } = await aPaidPurchase()
    const { fields } = await offered(order)
    const form = { ...fields, amount: '99.50', reason: 'A goodwill' }
    await Promise.all([1, 2].map(() => visitor.post(`${pageOf(order)}/refunds`, form)))
    const refunds = await Refund.query().where({ orderId: order.id })
    assert.deepEqual(
      refunds.map(({ amountInPaise }) => Number(amountInPaise)),
      [99_50]
    )
    const { html } = await offered(order)
    assert.include(html, 'refund all that is left: ₹399.50')
    assert.include(html, 'Has access')
  })

  test('keeps the course if asked to', async ({ assert }) => {
    const { learner, order } = await aPaidPurchase()
    const { fields } = await offered(order)
    const form = { ...fields, reason: 'A goodwill', keepEnrollment: '1' }
    await visitor.post(`${pageOf(order)}/refunds`, form)
    assert.isNotNull(await Enrollment.findBy({ userId: learner.id }))
  })

  test('shows errors in the dialog that sent the form, and refunds nothing', async ({ assert }) => {
    const { order } = await aPaidPurchase()
    const { html: page, fields } = await offered(order)
    const dialog = /<dialog\s+id="(refund-[0-9a-f]+)"/.exec(page)![1]
    const cases = [
      [{ reason: '' }, 'Enter a reason.'],
      [{ reason: 'Too much', amount: '500' }, 'Only ₹499.00 of this payment is left.'],
      [{ reason: 'Too little', amount: '498.50' }, 'must be at least ₹1'],
      [{ reason: 'Not a number', amount: 'all' }, 'field-error'],
    ] as const
    for (const [typed, error] of cases) {
      await visitor.get(pageOf(order))
      const refused = await visitor.post(`${pageOf(order)}/refunds`, {
        ...fields,
        dialog,
        ...typed,
      })
      const { html } = await visitor.follow(refused)
      assert.include(html, error)
      assert.match(html, /<dialog[^>]+open/, error)
    }
    assert.isNull(await Refund.first())
  })

  test('says that nothing is lost if the course was given, or is paid for twice', async ({
    assert,
  }) => {
    const { learner, course, order } = await aPaidPurchase()
    await Enrollment.query()
      .where({ userId: learner.id })
      .update({ grantedBy: 'Ravi', reason: 'x' })
    const { html: given } = await offered(order)
    assert.include(given, 'which an administrator granted')

    await Enrollment.query().where({ userId: learner.id }).update({ grantedBy: null, reason: null })
    const second = await aPurchase({ learner, course })
    await Order.query()
      .where('id', second.order.id)
      .update({ state: 'paid', paidAt: sqlTime(DateTime.utc()) })
    const { html: twice } = await offered(order)
    assert.include(twice, 'which is also paid for by another order')
  })

  test('offers to refund a payment that buys nothing', async ({ assert }) => {
    const { order } = await aPurchase({ price: 499 })
    const payment = aGatewayPayment(order, { amount: 400_00 })
    gateway.payments.set(payment.id, payment)
    await see({ payments: [payment] })
    const { html, fields } = await offered(order)
    assert.include(html, 'This payment doesn’t pay for the course')
    assert.include(html, 'Amount doesn’t match the order')
    await visitor.post(`${pageOf(order)}/refunds`, { ...fields, reason: 'Wrong amount' })
    const refund = await Refund.findByOrFail({ orderId: order.id })
    assert.equal(fields.payment, payment.id)
    assert.equal(refund.state, 'processed')
    assert.equal(Number(refund.amountInPaise), 400_00)
  })

  test('says why Razorpay refused, and that an answer is missing', async ({ assert }) => {
    const { order } = await aPaidPurchase()
    const first = await offered(order)
    gateway.beforeRefund = () => {
      throw new GatewayRefused('Your account does not have enough balance')
    }
    const form = { ...first.fields, reason: 'Asked for it' }
    const { html: refused } = await visitor.follow(
      await visitor.post(`${pageOf(order)}/refunds`, form)
    )
    for (const text of ['does not have enough balance', 'Refund failed.', 'Has access'])
      assert.include(refused, text)

    gateway.beforeRefund = () => {
      throw new GatewayUnavailable()
    }
    const { fields } = await offered(order)
    const again = await visitor.post(`${pageOf(order)}/refunds`, { ...fields, reason: 'Again' })
    const { html: waiting } = await visitor.follow(again)
    assert.include(waiting, 'hasn’t answered yet')
  })
})
