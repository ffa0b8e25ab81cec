import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { DateTime } from 'luxon'
import config from '#config/payments'
import HandleWebhookEvent from '#app/payments/actions/handle_webhook_event'
import PurgeWebhookBodies from '#app/payments/actions/purge_webhook_bodies'
import { ace } from '#tests/helpers/console'
import { aCourse } from '#tests/helpers/catalog'
import { failStatements } from '#tests/helpers/failing_statements'
import { aGatewayPayment, aGatewayRefund, aPurchase, findingsOf, see } from '#tests/helpers/ledger'
import { enrollmentsOf } from '#tests/helpers/learning'
import type MemoryGateway from '#tests/helpers/memory_gateway'
import { useMemoryGateway } from '#tests/helpers/memory_gateway'
import { aLearner } from '#tests/helpers/people'
import { emptyStores, makeJobsDue, workOutbox } from '#tests/helpers/stores'
import { deliver, eventBody, EVENT_BODIES, signatureOf } from '#tests/helpers/webhooks'
import Finding from '#app/payments/models/finding'
import LedgerEntry from '#app/payments/models/ledger_entry'
import Order from '#app/payments/models/order'
import OutboxRow from '#app/platform/outbox/outbox_row'
import Refund from '#app/payments/models/refund'
import ReportedPayment from '#app/payments/models/reported_payment'
import WebhookEvent from '#app/payments/models/webhook_event'
import { BACKEND } from '#tests/helpers/forms'

let gateway: MemoryGateway

/** The order that the fixtures are about. */
async function theOrder(): Promise<Order> {
  const learner = await aLearner({ id: '65a1b2c3d4e5f60718293a4d' })
  const course = await aCourse({ _id: '65a1b2c3d4e5f60718293a4c' as never })
  return Order.create({
    id: '65a1b2c3d4e5f60718293a4a',
    gatewayOrderId: 'order_Qa1Bc2De3Fg4Hi',
    userId: learner.id,
    courseId: String(course._id),
    courseTitle: course.title,
    amountInPaise: 49_900,
    currency: 'INR',
  })
}

async function entriesSince(before: Set<string>): Promise<LedgerEntry[]> {
  const entries = await LedgerEntry.all()
  return entries.filter(({ id }) => !before.has(id))
}

async function entryIds(): Promise<Set<string>> {
  const entries = await LedgerEntry.all()
  return new Set(entries.map(({ id }) => id))
}

test.group('Receiving webhooks', (group) => {
  group.each.setup(async () => {
    await emptyStores()
    const { gateway: memory, restore } = useMemoryGateway()
    gateway = memory
    return restore
  })

  test('1: stores each of the fourteen events once and answers quickly', async ({ assert }) => {
    assert.lengthOf(EVENT_BODIES, 14)
    const times: number[] = []
    for (const [number, body] of EVENT_BODIES.entries()) {
      const start = performance.now()
      const response = await deliver(body, { id: `evt_${number}` })
      times.push(performance.now() - start)
      assert.equal(response.status, 200)
      assert.deepEqual(await response.json(), { received: true })
    }
    const events = await WebhookEvent.query().orderBy('id')
    assert.deepEqual(
      events.map(({ body }) => body),
      EVENT_BODIES
    )
    assert.isTrue(events.every(({ state }) => state === 'received'))
    assert.isBelow(times.sort((one, other) => one - other)[6], 200, times.join(' '))
  })

  test('1: verifies the documented signatures', async ({ assert }) => {
    const [, captured] = EVENT_BODIES
    assert.lengthOf(captured, 483)
    gateway.secrets.webhook = 'whsec_theta_example'
    const vectors = [
      [captured, 'b1e6e7d97f128ab3274440981e74bc9dc2b95a9b2c08a1731ccdf3d188f3df37'],
      ['{"name":"आरव ₹"}', '86c6b0c2c12d13198267f89b65801bf204855e682c41670190e829fa79b7d8c4'],
    ]
    for (const [body, signature] of vectors)
      assert.isTrue(gateway.isGenuineWebhook(Buffer.from(body), signature))
    const response = await deliver(captured, { signature: vectors[0][1] })
    assert.equal(response.status, 200)
  })

  test('2: refuses {flaw}, and stores nothing')
    .with([
      {
        flaw: 'a changed body',
        change: (body: string) => ({ signature: signatureOf(`${body} `) }),
      },
      {
        flaw: 'a changed signature',
        change: (body: string) => ({ signature: signatureOf(body).replace(/.$/, 'x') }),
      },
      { flaw: 'another secret', change: () => ({ secret: 'sandbox_webhook_secreu' }) },
      { flaw: 'no signature', change: () => ({ signature: '' }) },
      { flaw: 'a signature that is not hex', change: () => ({ signature: 'not hex' }) },
      {
        flaw: 'a longer signature',
        change: (body: string) => ({ signature: `${signatureOf(body)}00` }),
      },
    ])
    .run(async ({ assert }, { change }) => {
      const [body] = EVENT_BODIES
      const response = await deliver(body, change(body))
      assert.equal(response.status, 400)
      const { code } = (await response.json()) as { code: string }
      assert.equal(code, 'E_WRONG_SIGNATURE')
      assert.isEmpty(await WebhookEvent.all())
      assert.isEmpty(await OutboxRow.all())
    })

  test('3: accepts the previous secret, and answers 503 without any', async ({ assert }) => {
    gateway.secrets.webhook = 'a new secret'
    gateway.secrets.previousWebhook = 'sandbox_webhook_secret'
    const previous = await deliver(EVENT_BODIES[0])
    assert.equal(previous.status, 200)

    gateway.secrets.webhook = undefined
    const off = await deliver(EVENT_BODIES[1])
    assert.equal(off.status, 503)
    assert.lengthOf(await WebhookEvent.all(), 1)
  })

  test('3: answers 503 while the database is unavailable, and 200 to the retry', async ({
    assert,
  }) => {
    const failure = () => Object.assign(new Error('disk full'), { code: 'SQLITE_FULL' })
    const mend = failStatements(/webhook_events/, failure)
    const failed = await deliver(EVENT_BODIES[0], { id: 'evt_1' })
    mend()
    assert.equal(failed.status, 503)
    const retried = await deliver(EVENT_BODIES[0], { id: 'evt_1' })
    assert.equal(retried.status, 200)
    assert.lengthOf(await WebhookEvent.all(), 1)
  })

  test('4: verifies the bytes as they were sent', async ({ assert }) => {
    const body = `{ "event" : "payment.captured","name":"आरव ₹ \\/","event":"payment.failed" , "x":1.0}`
    const response = await deliver(body)
    assert.equal(response.status, 200)
    const stored = await WebhookEvent.firstOrFail()
    assert.equal(stored.body, body)
    assert.equal(stored.name, 'payment.failed')
    const encoded = await deliver(body, {
      signature: signatureOf(JSON.stringify(JSON.parse(body))),
    })
    assert.equal(encoded.status, 400)
  })

  test('5: refuses a signed body that is {what}')
    .with([
      { what: 'no JSON', body: 'payment' },
      { what: 'empty', body: '' },
      { what: 'a list', body: '[]' },
      { what: 'without an event', body: '{"entity":"event"}' },
      { what: 'with a number for an event', body: '{"event":1}' },
      { what: 'not UTF-8', body: Buffer.from([0x22, 0xff, 0x22]) },
    ])
    .run(async ({ assert }, { body }) => {
      const response = await deliver(body)
      assert.equal(response.status, 400)
      const { code } = (await response.json()) as { code: string }
      assert.equal(code, 'E_MALFORMED_BODY')
      assert.isEmpty(await WebhookEvent.all())
    })

  test('5: refuses a byte more than 1 MiB, and reads no more', async ({ assert }) => {
    const filled = (size: number) => {
      const start = '{"event":"payment.captured","filler":"'
      return `${start}${'x'.repeat(size - start.length - 2)}"}`
    }
    const largest = await deliver(filled(1024 * 1024))
    assert.equal(largest.status, 200)
    const answer = await announce(1024 * 1024 + 1)
    assert.match(answer, /^HTTP\/1.1 413 /)
    assert.match(answer, /\r\nconnection: close\r\n/i)
    assert.lengthOf(await WebhookEvent.all(), 1)
  })

  test('5: counts the bytes of a body without a length', async ({ assert }) => {
    const chunk = randomBytes(64 * 1024)
    let sent = 0
    const body = new ReadableStream({
      pull(controller) {
        if (++sent > 40) return controller.close()
        controller.enqueue(new Uint8Array(chunk))
      },
    })
    const init = { method: 'POST', body, duplex: 'half' } as RequestInit
    const status = await fetch(`${BACKEND}/api/webhooks/razorpay`, init).then(
      (response) => response.status,
      () => 413 // the connection may be closed before the client reads the answer
    )
    assert.equal(status, 413)
    assert.isEmpty(await WebhookEvent.all())
  })

  test('6: stores one row for a hundred deliveries at once, {how}')
    .with([
      { how: 'with an id', id: 'evt_Same' },
      { how: 'without one', id: undefined },
    ])
    .run(async ({ assert }, { id }) => {
      const order = await theOrder()
      const [, captured] = EVENT_BODIES
      const responses = await Promise.all(
        Array.from({ length: 100 }, () => deliver(captured, { id }))
      )
      assert.isTrue(responses.every(({ status }) => status === 200))
      await workOutbox()

      const [event, ...others] = await WebhookEvent.all()
      assert.isEmpty(others)
      if (!id) assert.match(event.eventId, /^sha256:[0-9a-f]{64}$/)
      assert.equal(event.state, 'processed')
      assert.equal(event.orderId, order.id)
      assert.lengthOf(await ReportedPayment.all(), 1)
    })

  test('6: processes the same body under two ids with one effect', async ({ assert }) => {
    const order = await theOrder()
    const learner = await order.related('user').query().firstOrFail()
    const [, captured] = EVENT_BODIES
    const before = await entryIds()
    for (const id of ['evt_1', 'evt_2']) await deliver(captured, { id })
    await workOutbox()

    assert.lengthOf(await WebhookEvent.query().where('state', 'processed'), 2)
    const entries = await entriesSince(before)
    assert.lengthOf(entries, 4)
    assert.lengthOf(await enrollmentsOf(learner), 1)
  })

  test('7: ignores {what}, and says why')
    .with([
      {
        what: 'an unknown event',
        body: () => eventBody('payment.captured', (event) => (event.event = 'subscription.paused')),
      },
      { what: 'a foreign order', body: () => eventBody('order.paid', foreign) },
      {
        what: 'a payment without an order',
        body: () =>
          eventBody('payment.captured', (event) => (event.payload.payment.entity.order_id = null)),
      },
      {
        what: 'a refund of an unknown payment',
        body: () => eventBody('refund.processed', (event) => delete event.payload.payment),
      },
      { what: 'a payment without a payload', body: () => '{"event":"payment.captured"}' },
    ])
    .run(async ({ assert }, { body }) => {
      await theOrder()
      const before = await entryIds()
      const response = await deliver(body())
      assert.equal(response.status, 200)
      await workOutbox()

      const event = await WebhookEvent.firstOrFail()
      assert.equal(event.state, 'ignored')
      assert.isString(event.reason)
      assert.isEmpty(await entriesSince(before))
      assert.isEmpty(await OutboxRow.all())
    })

  test("7: ignores another account's events", async ({ assert, cleanup }) => {
    config.accountId = 'acc_Ours'
    cleanup(() => void (config.accountId = undefined))
    await theOrder()
    await deliver(EVENT_BODIES[1])
    await workOutbox()
    const event = await WebhookEvent.firstOrFail()
    assert.equal(event.state, 'ignored')
    assert.isEmpty(await ReportedPayment.all())
  })

  test('8: believes the status alone', async ({ assert }) => {
    const order = await theOrder()
    const quirks = (event: Record<string, any>) => {
      Object.assign(event.payload.payment.entity, { captured: true, error_code: '' })
    }
    await deliver(eventBody('payment.failed', quirks))
    await workOutbox()
    const payment = await ReportedPayment.firstOrFail()
    assert.equal(payment.state, 'failed')

    await deliver(eventBody('payment.authorized', quirks))
    await workOutbox()
    await order.refresh()
    assert.equal(order.state, 'attempted')
    await deliver(eventBody('payment.captured'))
    await deliver(eventBody('refund.created', (event) => delete event.payload.payment))
    await workOutbox()
    const refund = await Refund.firstOrFail()
    assert.equal(refund.state, 'pending')
    await deliver(eventBody('refund.speed_changed'))
    await workOutbox()
    await refund.refresh()
    assert.equal(refund.state, 'processed')
  })

  test('28: asks for a refund whose events contradict each other', async ({ assert }) => {
    const { order } = await aPurchase()
    const payment = aGatewayPayment(order)
    const refund = aGatewayRefund(payment, { amount: 10_000 })
    gateway.refunds.set(refund.id, refund)
    await see({ payments: [payment], refunds: [refund] })
    const body = eventBody('refund.failed', (event) => {
      Object.assign(event.payload.refund.entity, { ...refund, status: 'failed' })
      delete event.payload.payment
    })
    await deliver(body)
    await workOutbox()

    const stored = await Refund.firstOrFail()
    assert.equal(stored.state, 'processed')
    assert.deepEqual(await findingsOf(order), ['refund_conflict'])
  })

  test('repeats a failing event ten times, and then leaves it to administrators', async ({
    assert,
  }) => {
    await theOrder()
    await deliver(EVENT_BODIES[1])
    const mend = failStatements(/gateway_payments/, () => new Error('no such luck'))
    for (let attempt = 1; attempt <= 10; attempt++) {
      const [event] = await WebhookEvent.all()
      assert.equal(event.state, 'received')
      await makeJobsDue()
      await workOutbox()
    }
    mend()
    const [event] = await WebhookEvent.all()
    assert.equal(event.state, 'failed')
    assert.equal(event.attempts, 10)
    const [finding] = await Finding.all()
    assert.containsSubset(finding.$attributes, { kind: 'event_failed', targetId: event.id })

    const handle = await app.container.make(HandleWebhookEvent)
    const replayed = await handle.handle({ eventId: event.id })
    assert.equal(replayed.state, 'processed')
    await finding.refresh()
    assert.equal(finding.state, 'solved')
  })

  test('replays events from the console', async ({ assert }) => {
    const order = await theOrder()
    await deliver(EVENT_BODIES[1], { id: 'evt_1' })
    await OutboxRow.query().delete()
    const dry = await ace(['payments:replay-webhook', 'evt_1', '--dry-run'])
    assert.equal(dry.stdout, 'evt_1  payment.captured  received\n')
    const replayed = await ace(['payments:replay-webhook', 'evt_1'])
    assert.equal(replayed.stdout, 'evt_1  payment.captured  processed\n')
    await order.refresh()
    assert.equal(order.state, 'paid')

    await WebhookEvent.query().update({ state: 'failed' })
    const failed = await ace(['payments:replay-webhook', '--failed', '--since', '1d'])
    assert.deepEqual([failed.code, failed.stdout], [0, 'evt_1  payment.captured  processed\n'])
    const none = await ace(['payments:replay-webhook', '--failed'])
    assert.deepEqual([none.code, none.stdout], [0, ''])
  })

  test('refuses to replay {what}')
    .with([
      { what: 'nothing', args: [], sentence: 'Give either the id of an event or --failed.\n' },
      { what: 'an unknown event', args: ['evt_None'], sentence: 'Event not found: evt_None.\n' },
      {
        what: 'events of an unknown time',
        args: ['--failed', '--since', 'yesterday'],
        sentence: 'yesterday is neither a date such as 2026-11-01 nor a duration such as 2d.\n',
      },
    ])
    .run(async ({ assert }, { args, sentence }) => {
      const { code, stderr } = await ace(['payments:replay-webhook', ...args])
      assert.deepEqual([code, stderr], [1, sentence])
    })

  test('removes bodies after 90 days', async ({ assert }) => {
    for (const body of EVENT_BODIES.slice(0, 2)) await deliver(body)
    const [old] = await WebhookEvent.query().orderBy('id')
    await old.merge({ createdAt: DateTime.utc().minus({ days: 91 }) }).save()
    const purge = await app.container.make(PurgeWebhookBodies)
    await purge.handle()
    const events = await WebhookEvent.query().orderBy('id')
    assert.deepEqual(
      events.map(({ body }) => body === null),
      [true, false]
    )
  })
})

function foreign(event: Record<string, any>) {
  Object.assign(event.payload.order.entity, { id: 'order_Foreign0000000', receipt: 'shop-17' })
  event.payload.payment.entity.order_id = 'order_Foreign0000000'
}

/** Announces a body of some length without sending it. @returns the answer */
function announce(length: number): Promise<string> {
  const { hostname, port } = new URL(BACKEND)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('end', () => resolve(Buffer.concat(chunks).toString()))
    socket.on('error', reject)
    socket.write(
      `POST /api/webhooks/razorpay HTTP/1.1\r\nhost: theta.example\r\ncontent-length: ${length}\r\n\r\n{`
    )
  })
}
