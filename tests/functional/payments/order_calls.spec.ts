import { test } from '@japa/runner'
import config from '#config/payments'
import AuditEntry from '#app/platform/audit/audit_entry'
import type User from '#app/accounts/models/user'
import GatewayRefused from '#app/payments/exceptions/gateway_refused'
import GatewayUnavailable from '#app/payments/exceptions/gateway_unavailable'
import Finding from '#app/payments/models/finding'
import Order from '#app/payments/models/order'
import Refund from '#app/payments/models/refund'
import { newId } from '#app/platform/ids'
import { enrollmentsOf } from '#tests/helpers/learning'
import { aGatewayPayment, aPurchase, findingsOf, see } from '#tests/helpers/ledger'
import type MemoryGateway from '#tests/helpers/memory_gateway'
import { useMemoryGateway } from '#tests/helpers/memory_gateway'
import { aLearner, anAdministrator, SIGNED_OUT, tokenOf } from '#tests/helpers/people'
import { emptyStores, workOutbox } from '#tests/helpers/stores'
import { deliver, eventBody } from '#tests/helpers/webhooks'

let gateway: MemoryGateway

async function setUp() {
  await emptyStores()
  const { gateway: memory, restore } = useMemoryGateway()
  gateway = memory
  return restore
}

async function aSale(learner?: User) {
  const purchase = await aPurchase({ learner })
  const payment = aGatewayPayment(purchase.order)
  gateway.payments.set(payment.id, payment)
  await see({ payments: [payment] })
  await workOutbox()
  return { ...purchase, payment }
}

test.group('Listing own orders', (group) => {
  group.each.setup(setUp)

  test('lists the newest first, with refunds and invoices', async ({ client, assert }) => {
    const { learner, course, order } = await aSale()
    const { order: open } = await aPurchase({ learner })
    await aSale()
    const administrator = await tokenOf(await anAdministrator())
    await client
      .post(`/api/admin/orders/${order.id}/refunds`)
      .headers(administrator)
      .json({ amount: 10_000, reason: 'Goodwill' })
    await workOutbox()

    const response = await client.get('/api/orders').headers(await tokenOf(learner))

    response.assertStatus(200)
    const { orders, page, limit, total } = response.body()
    assert.deepEqual([page, limit, total], [1, 20, 2])
    assert.sameMembers(
      orders.map(({ _id: id }: { _id: string }) => id),
      [open.id, order.id]
    )
    const paid = orders.find(({ _id: id }: { _id: string }) => id === order.id)
    assert.containsSubset(paid, {
      course: String(course._id),
      courseTitle: course.title,
      state: 'paid',
      list: 49_900,
      discount: 0,
      amount: 49_900,
      refunded: 10_000,
      currency: 'INR',
      coupon: null,
    })
    assert.match(paid.paidAt, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    assert.lengthOf(paid.refunds, 1)
    assert.containsSubset(paid.refunds[0], {
      amount: 10_000,
      state: 'processed',
      reference: '10000000000000',
    })
    assert.isString(paid.invoice.number)
    assert.equal(paid.creditNotes[0].amount, 10_000)

    const second = await client.get('/api/orders?page=2&limit=1').headers(await tokenOf(learner))
    assert.lengthOf(second.body().orders, 1)
    for (const query of ['page=0', 'limit=101', 'page=x']) {
      const invalid = await client.get(`/api/orders?${query}`).headers(await tokenOf(learner))
      invalid.assertStatus(422)
    }
  })
})

test.group('Administering orders', (group) => {
  group.each.setup(setUp)

  test('44: is refused to visitors and learners: {method} {path}')
    .with([
      { method: 'GET', path: `orders/${newId()}` },
      { method: 'POST', path: `orders/${newId()}/refunds` },
      { method: 'GET', path: 'refunds' },
      { method: 'GET', path: 'findings' },
      { method: 'POST', path: `findings/${newId()}/solve` },
    ])
    .run(async ({ client }, { method, path }) => {
      const call = () => client.request(`/api/admin/${path}`, method)
      for (const headers of SIGNED_OUT) {
        const signedOut = await call().headers(headers)
        signedOut.assertStatus(401)
      }
      const learner = await call().headers(await tokenOf(await aLearner()))
      learner.assertStatus(403)
    })

  test('44: answers 404 for unknown and malformed ids', async ({ client }) => {
    const headers = await tokenOf(await anAdministrator())
    for (const id of [newId(), 'x', '1']) {
      const shown = await client.get(`/api/admin/orders/${id}`).headers(headers)
      shown.assertStatus(404)
      const refunded = await client
        .post(`/api/admin/orders/${id}/refunds`)
        .headers(headers)
        .json({ reason: 'None of it' })
      refunded.assertStatus(404)
      const solved = await client
        .post(`/api/admin/findings/${id}/solve`)
        .headers(headers)
        .json({ action: 'accept', note: 'None of it' })
      solved.assertStatus(404)
    }
  })

  test('shows an order with everything about it, and no body or e-mail of the payer', async ({
    client,
    assert,
  }) => {
    const { order } = await aPurchase()
    const body = eventBody('payment.captured', (event) => {
      const entity = { ...aGatewayPayment(order), email: 'payer@bank.example', contact: '+9198' }
      event.payload.payment.entity = entity
    })
    await deliver(body)
    await workOutbox()

    const response = await client
      .get(`/api/admin/orders/${order.id}`)
      .headers(await tokenOf(await anAdministrator()))

    response.assertStatus(200)
    const shown = response.body()
    assert.equal(shown.order.state, 'paid')
    assert.lengthOf(shown.payments, 1)
    assert.lengthOf(shown.events, 1)
    assert.deepEqual(shown.refunds, [])
    assert.deepEqual(shown.disputes, [])
    assert.deepEqual(
      shown.history.map(({ to, source }: { to: string; source: string }) => [to, source]),
      [
        ['captured', 'webhook'],
        ['attempted', 'webhook'],
        ['paid', 'webhook'],
        ['open', 'webhook'],
      ]
    )
    assert.notInclude(response.text(), 'payer@bank.example')
  })

  test('refunds an order, once for a key, and records who did it', async ({ client, assert }) => {
    const { order } = await aSale()
    const administrator = await anAdministrator()
    const headers = { ...(await tokenOf(administrator)), 'idempotency-key': 'key-0000000001' }
    const call = (body: object) =>
      client.post(`/api/admin/orders/${order.id}/refunds`).headers(headers).json(body)

    const first = await call({ reason: 'The learner asked for it.' })
    const again = await call({ reason: 'The learner asked for it.' })

    first.assertStatus(201)
    again.assertStatus(201)
    assert.deepEqual(again.body(), first.body())
    assert.containsSubset(first.body().refund, {
      state: 'processed',
      amount: 49_900,
      origin: 'administrator',
    })
    const other = await call({ reason: 'Another reason' })
    other.assertStatus(409)
    other.assertBodyContains({ code: 'E_REFUND_REPEATED' })
    const [entry] = await AuditEntry.query().where({ targetId: order.id })
    assert.equal(entry.action, 'order.refunded')
    assert.equal(entry.actorId, administrator.id)

    const listed = await client
      .get('/api/admin/refunds?state=processed')
      .headers(await tokenOf(administrator))
    assert.equal(listed.body().total, 1)
    const none = await client
      .get('/api/admin/refunds?from=2020-01-01&to=2020-01-02')
      .headers(await tokenOf(administrator))
    assert.equal(none.body().total, 0)
  })

  test('answers 202 while the outcome is unknown, and 409 to a refusal', async ({
    client,
    assert,
  }) => {
    const { order } = await aSale()
    const headers = await tokenOf(await anAdministrator())
    const call = (amount: number) =>
      client
        .post(`/api/admin/orders/${order.id}/refunds`)
        .headers(headers)
        .json({ amount, reason: 'Goodwill' })
    gateway.beforeRefund = () => {
      throw new GatewayUnavailable()
    }
    const unknown = await call(10_000)
    unknown.assertStatus(202)
    assert.equal(unknown.body().refund.state, 'requested')

    gateway.beforeRefund = () => {
      throw new GatewayRefused('Your account balance is too low')
    }
    const refused = await call(20_000)
    refused.assertStatus(409)
    refused.assertBodyContains({ code: 'E_REFUND_REFUSED' })
    assert.include(refused.body().message, 'balance is too low')
  })

  test('refuses a refund with {what}')
    .with([
      { what: 'no reason', body: {} },
      { what: 'a short reason', body: { reason: 'no' } },
      { what: 'a fraction of a paisa', body: { reason: 'Goodwill', amount: 0.5 } },
      { what: 'a text for an amount', body: { reason: 'Goodwill', amount: '100' } },
      { what: 'too much', body: { reason: 'Goodwill', amount: 50_000 } },
      { what: 'an unknown speed', body: { reason: 'Goodwill', speed: 'fast' } },
    ])
    .run(async ({ client, assert }, { body }) => {
      const { order } = await aSale()
      const response = await client
        .post(`/api/admin/orders/${order.id}/refunds`)
        .headers(await tokenOf(await anAdministrator()))
        .json(body)
      response.assertStatus(422)
      assert.isEmpty(await Refund.all())
    })
})

test.group('Solving findings', (group) => {
  group.each.setup(setUp)

  /** A second order of a course, whose payment administrators decide about. */
  async function aDuplicate() {
    config.autoRefund = false
    const first = await aSale()
    const { order } = await aPurchase(first)
    const payment = aGatewayPayment(order)
    gateway.payments.set(payment.id, payment)
    await see({ payments: [payment] })
    await workOutbox()
    config.autoRefund = true
    const finding = await Finding.findByOrFail({ orderId: order.id })
    return { ...first, order, finding }
  }

  const solve = async (client: any, finding: Finding, action: string) =>
    client
      .post(`/api/admin/findings/${finding.id}/solve`)
      .headers(await tokenOf(await anAdministrator()))
      .json({ action, note: 'As agreed by phone' })

  test('offers what fits, and refunds', async ({ client, assert }) => {
    const { learner, order, finding } = await aDuplicate()
    const headers = await tokenOf(await anAdministrator())
    const listed = await client.get('/api/admin/findings?kind=duplicate_purchase').headers(headers)
    assert.equal(listed.body().total, 1)
    assert.deepEqual(listed.body().findings[0].actions, ['accept', 'refund'])
    const unfit = await solve(client, finding, 'enroll')
    unfit.assertStatus(409)

    const response = await solve(client, finding, 'refund')
    response.assertStatus(200)
    assert.containsSubset(response.body().finding, { state: 'solved', solution: 'refund' })
    const refunded = await Order.findOrFail(order.id)
    assert.equal(refunded.state, 'refunded')
    assert.lengthOf(await enrollmentsOf(learner), 1)
    const again = await solve(client, finding, 'refund')
    again.assertStatus(409)
    again.assertBodyContains({ code: 'E_FINDING_SOLVED' })
    const [audited] = await AuditEntry.query().where('targetId', finding.id)
    assert.equal(audited.action, 'finding.solved')
  })

  test('accepts a second purchase, which then gets its invoice', async ({ client, assert }) => {
    const { learner, finding } = await aDuplicate()
    const headers = await tokenOf(learner)
    const invoices = async () => {
      const response = await client.get('/api/orders').headers(headers)
      return response.body().orders.filter(({ invoice }: { invoice: object }) => invoice).length
    }
    assert.equal(await invoices(), 1)
    const response = await solve(client, finding, 'accept')
    response.assertStatus(200)
    await workOutbox()
    assert.equal(await invoices(), 2)
    assert.isEmpty(await Refund.all())
  })

  test('enrolls the payer of a wrong amount', async ({ client, assert }) => {
    const { learner, order } = await aPurchase()
    await see({ payments: [aGatewayPayment(order, { amount: 100 })] })
    const finding = await Finding.findByOrFail({ orderId: order.id })
    const response = await solve(client, finding, 'enroll')
    response.assertStatus(200)
    assert.lengthOf(await enrollmentsOf(learner), 1)
    assert.isEmpty(await findingsOf(order))
  })

  test('tries a failed refund again, as a new one', async ({ client, assert }) => {
    const { order } = await aSale()
    gateway.beforeRefund = () => {
      throw new GatewayRefused('Your account balance is too low')
    }
    await client
      .post(`/api/admin/orders/${order.id}/refunds`)
      .headers(await tokenOf(await anAdministrator()))
      .json({ reason: 'Goodwill' })
    const finding = await Finding.findByOrFail({ orderId: order.id })
    gateway.beforeRefund = () => {}
    const response = await solve(client, finding, 'retry')
    response.assertStatus(200)
    const states = await Refund.query().orderBy('id')
    assert.deepEqual(
      states.map(({ state }) => state),
      ['failed', 'processed']
    )
  })

  test('refuses a solution without a note', async ({ client }) => {
    const { finding } = await aDuplicate()
    const response = await client
      .post(`/api/admin/findings/${finding.id}/solve`)
      .headers(await tokenOf(await anAdministrator()))
      .json({ action: 'accept' })
    response.assertStatus(422)
  })
})
