import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from '@japa/runner'
import { aRazorpay, gatewayAt } from '#tests/helpers/razorpay'

interface Received {
  body: Buffer
  signature: string
  eventId: string
}

/** A shop's webhook that answers with these statuses, and then with 200. */
async function aShop(cleanup: (close: () => void) => void, statuses: number[] = []) {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray())
    const header = (name: string) => String(request.headers[name])
    const [signature, eventId] = [header('x-razorpay-signature'), header('x-razorpay-event-id')]
    received.push({ body, signature, eventId })
    response.writeHead(statuses.shift() ?? 200).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanup(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received }
}

const eventsOf = (received: Received[]) =>
  received.map(({ body }) => JSON.parse(body.toString()).event).toSorted()

test.group('Webhooks of the fake Razorpay', () => {
  test('report each change, signed over the bytes of the body', async ({ assert, cleanup }) => {
    const shop = await aShop(cleanup)
    const razorpay = await aRazorpay(cleanup, { webhooks: { url: shop.url } })
    const notes = { course: 'c', user: 'आरव ₹' }
    const { id } = razorpay.account.createOrder({ amount: 49_900, currency: 'INR', notes })
    razorpay.account.pay(id, 'failed')
    const payment = razorpay.account.pay(id, 'captured')
    razorpay.account.refund(payment.id)
    const dispute = razorpay.account.dispute(payment.id)
    razorpay.account.settleDispute(dispute.id, 'lost')

    await razorpay.webhooks!.settled()

    assert.deepEqual(eventsOf(shop.received), [
      'order.paid',
      'payment.authorized',
      'payment.captured',
      'payment.dispute.created',
      'payment.dispute.lost',
      'payment.failed',
      'refund.created',
      'refund.processed',
    ])
    assert.equal(new Set(shop.received.map(({ eventId }) => eventId)).size, 8)
    const gateway = gatewayAt(razorpay.url)
    for (const { body, signature } of shop.received)
      assert.isTrue(gateway.isGenuineWebhook(body, signature))
  })

  test('are repeated under the same id until they are answered with 2xx', async ({
    assert,
    cleanup,
  }) => {
    const shop = await aShop(cleanup, [500, 302])
    const razorpay = await aRazorpay(cleanup, {
      webhooks: { url: shop.url, pausesInMs: [1, 1, 1] },
    })
    const { id } = razorpay.account.createOrder({ amount: 49_900, currency: 'INR' })
    razorpay.account.pay(id, 'failed')

    await razorpay.webhooks!.settled()

    assert.lengthOf(shop.received, 3)
    assert.equal(new Set(shop.received.map(({ eventId }) => eventId)).size, 1)
    assert.equal(new Set(shop.received.map(({ body }) => body.toString())).size, 1)
  })
})

test.group('Controls of the fake Razorpay', () => {
  const statusOf = async (url: string, method = 'POST') => {
    const { status } = await fetch(url, { method })
    return status
  }

  test('pay, refund and dispute without the API', async ({ assert, cleanup }) => {
    const razorpay = await aRazorpay(cleanup, { refunds: 'pending' })
    const { id } = razorpay.account.createOrder({ amount: 49_900, currency: 'INR' })
    const control = async (path: string) => {
      const response = await fetch(`${razorpay.url}/fake/${path}`, { method: 'POST' })
      return (await response.json()) as { id: string; status: string }
    }

    const payment = await control(`orders/${id}/pay?outcome=authorized`)
    const captured = await control(`payments/${payment.id}/capture`)
    const refund = await control(`payments/${payment.id}/refund?amount=100`)
    const failed = await control(`refunds/${refund.id}/failed`)
    const dispute = await control(`payments/${payment.id}/dispute`)
    const won = await control(`disputes/${dispute.id}/won`)

    const states = [payment, captured, refund, failed, dispute, won].map(({ status }) => status)
    assert.deepEqual(states, ['authorized', 'captured', 'pending', 'failed', 'open', 'won'])
    assert.equal(await statusOf(`${razorpay.url}/fake/nothing`), 404)
    assert.equal(await statusOf(`${razorpay.url}/fake/payments/pay_none/capture`), 400)
  })

  test('make the API fail and recover', async ({ assert, cleanup }) => {
    const razorpay = await aRazorpay(cleanup)
    const gateway = gatewayAt(razorpay.url)
    await statusOf(`${razorpay.url}/fake/faults?name=html&path=/orders`)
    await assert.rejects(() => gateway.ping())
    await statusOf(`${razorpay.url}/fake/recover`)
    await gateway.ping()
    assert.equal(await statusOf(`${razorpay.url}/fake/faults?name=nonsense`), 400)
  })

  test('are served next to the checkout script and its page', async ({ assert, cleanup }) => {
    const razorpay = await aRazorpay(cleanup)
    for (const file of ['checkout.js', 'page', 'page.js'])
      assert.equal(await statusOf(`${razorpay.url}/checkout/${file}`, 'GET'), 200)
    assert.equal(await statusOf(`${razorpay.url}/checkout/missing`, 'GET'), 404)
  })
})
