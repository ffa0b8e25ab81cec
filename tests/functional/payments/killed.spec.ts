import { test } from '@japa/runner'
import Order from '#app/payments/models/order'
import Refund from '#app/payments/models/refund'
import WebhookEvent from '#app/payments/models/webhook_event'
import { eventually } from '#tests/helpers/eventually'
import { enrollmentsOf } from '#tests/helpers/learning'
import { aPurchase, see } from '#tests/helpers/ledger'
import { anAdministrator, tokenOf } from '#tests/helpers/people'
import { useRazorpay } from '#tests/helpers/razorpay'
import { aSecondServer } from '#tests/helpers/second_server'
import { emptyStores, makeJobsDue, workOutbox } from '#tests/helpers/stores'
import { eventBody, signatureOf } from '#tests/helpers/webhooks'

/** Does what the killed process left: the first round finds that the process has ended. */
async function finishJobs() {
  for (let round = 1; round <= 3; round++) {
    await makeJobsDue()
    await workOutbox()
  }
}

test.group('A server that is killed', (group) => {
  group.each.setup(emptyStores)

  async function aServerAt(url: string) {
    return aSecondServer({
      RAZORPAY_KEY_ID: 'sandbox',
      RAZORPAY_KEY_SECRET: 'sandbox_secret',
      RAZORPAY_WEBHOOK_SECRET: 'sandbox_webhook_secret',
      RAZORPAY_BASE_URL: url,
    })
  }

  test('12: after storing an event loses none of its effects', async ({ assert, cleanup }) => {
    const razorpay = await useRazorpay(cleanup)
    const { learner, course, order } = await aPurchase()
    const payment = razorpay.account.pay(order.gatewayOrderId, 'captured')
    const body = eventBody('payment.captured', (event) => (event.payload.payment.entity = payment))
    const server = await aServerAt(razorpay.url)
    cleanup(async () => void (await server.stop('SIGKILL')))

    const headers = { 'x-razorpay-signature': signatureOf(body), 'x-razorpay-event-id': 'evt_1' }
    const init = { method: 'POST', headers, body }
    const response = await fetch(`${server.url}/api/webhooks/razorpay`, init)
    await server.stop('SIGKILL')
    assert.equal(response.status, 200)
    await finishJobs()

    const event = await WebhookEvent.findByOrFail({ eventId: 'evt_1' })
    assert.equal(event.state, 'processed')
    const { state } = await Order.findOrFail(order.id)
    assert.equal(state, 'paid')
    assert.deepEqual(await enrollmentsOf(learner), [String(course._id)])
  }).timeout(120_000)

  test('12: while the gateway makes a refund gives the money back once', async ({
    assert,
    cleanup,
  }) => {
    const razorpay = await useRazorpay(cleanup)
    const { order } = await aPurchase()
    const payment = razorpay.account.pay(order.gatewayOrderId, 'captured')
    await see({ payments: [payment] })
    await workOutbox()
    const server = await aServerAt(razorpay.url)
    cleanup(async () => void (await server.stop('SIGKILL')))
    razorpay.fail('afterHang', { method: 'POST', path: '/refund', times: 1 })
    const isAsked = () =>
      razorpay.requests.some(({ method, path }) => method === 'POST' && path.endsWith('/refund'))

    const headers = {
      ...(await tokenOf(await anAdministrator())),
      'content-type': 'application/json',
    }
    const init = { method: 'POST', headers, body: JSON.stringify({ reason: 'Goodwill' }) }
    const asking = fetch(`${server.url}/api/admin/orders/${order.id}/refunds`, init).catch(() => {})
    await eventually(isAsked)
    await server.stop('SIGKILL')
    await asking
    const requested = await Refund.firstOrFail()
    assert.equal(requested.state, 'requested')
    await finishJobs()

    const [refund, ...others] = await Refund.all()
    assert.isEmpty(others)
    assert.equal(refund.state, 'processed')
    const fetched = razorpay.account.find('payments', payment.id)!
    assert.equal(fetched.amount_refunded, 49_900)
    const { state } = await Order.findOrFail(order.id)
    assert.equal(state, 'refunded')
  }).timeout(120_000)
})
