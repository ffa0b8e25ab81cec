import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import Enrollment from '#app/accounts/models/enrollment'
import { FINDING_WORDS } from '#app/admin/payments/finding_words'
import { FINDING_KINDS } from '#app/payments/ledger/finding_kinds'
import Findings from '#app/payments/ledger/findings'
import Finding from '#app/payments/models/finding'
import type Order from '#app/payments/models/order'
import Refund from '#app/payments/models/refund'
import { newId } from '#app/platform/ids'
import { actionsAbout } from '#tests/helpers/audit'
import { aCourse } from '#tests/helpers/catalog'
import { aVisitorSignedInAs, type Visitor } from '#tests/helpers/dashboard'
import { aGatewayDispute, aGatewayPayment, aPurchase, see } from '#tests/helpers/ledger'
import type MemoryGateway from '#tests/helpers/memory_gateway'
import { useMemoryGateway } from '#tests/helpers/memory_gateway'
import { anAdministrator } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const LIST = '/admin/payments/findings'
const SCRIPT = '<script>alert(1)</script>'

async function openFinding(finding: Parameters<Findings['open']>[0]) {
  const findings = await app.container.make(Findings)
  await db.transaction((trx) => findings.open(finding, trx))
}

const findingOf = ({ id }: Order) => Finding.findByOrFail({ orderId: id })

test.group('Findings in the dashboard', (group) => {
  let visitor: Visitor
  let gateway: MemoryGateway
  group.each.setup(async () => {
    await emptyStores()
    const { gateway: memory, restore } = useMemoryGateway()
    gateway = memory
    visitor = await aVisitorSignedInAs(await anAdministrator({ name: 'Ravi' }))
    return restore
  })

  /** An order with a captured payment of ₹1 too little. */
  async function aShortPayment() {
    const course = await aCourse({ title: SCRIPT, price: 499 })
    const purchase = await aPurchase({ course })
    const payment = aGatewayPayment(purchase.order, { amount: 498_00 })
    gateway.payments.set(payment.id, payment)
    await see({ payments: [payment] })
    return { ...purchase, finding: await findingOf(purchase.order) }
  }

  test('explains each kind with what to do about it', async ({ assert }) => {
    for (const kind of FINDING_KINDS)
      await openFinding({ kind, target: { kind: 'gateway', id: `x_${kind}` }, facts: {} })
    const { html: list } = await visitor.get(LIST)
    for (const finding of await Finding.all()) {
      const { title, meaning, advice } = FINDING_WORDS[finding.kind]
      assert.include(list, title)
      const { html } = await visitor.get(`${LIST}/${finding.id}`)
      for (const text of [title, meaning, advice, 'Solution']) assert.include(html, text)
    }
  })

  test('shows what was noted, with links, escaped', async ({ assert }) => {
    const { order, finding } = await aShortPayment()
    const { html } = await visitor.get(`${LIST}/${finding.id}`)
    for (const text of ['₹498', 'Order amount', '₹499']) assert.include(html, text)
    assert.include(html, `href="/admin/payments/orders/${order.id}"`)
    assert.notInclude(html, SCRIPT)
    const { html: page } = await visitor.get(`/admin/payments/orders/${order.id}`)
    assert.include(page, `href="${LIST}/${finding.id}"`)
  })

  test('refunds the payment as the solution', async ({ assert }) => {
    const { order, finding } = await aShortPayment()
    await visitor.get(`${LIST}/${finding.id}`)
    const solution = { action: 'refund', note: 'Paid too little' }
    const solved = await visitor.post(`${LIST}/${finding.id}/solve`, solution)
    assert.equal(solved.location, LIST)
    const { html } = await visitor.follow(solved)
    assert.include(html, 'Solved: Amount doesn’t match the order')
    assert.include(html, 'No open findings')
    const refund = await Refund.findByOrFail({ orderId: order.id })
    assert.containsSubset(refund.serialize(), { amountInPaise: 498_00, reason: 'Paid too little' })
    assert.deepEqual(await actionsAbout(finding.id), ['finding.solved'])
    const { html: after } = await visitor.get(`${LIST}/${finding.id}`)
    for (const text of ['Refund the payment', 'Ravi', 'Paid too little'])
      assert.include(after, text)
    assert.notInclude(after, 'name="action"')
  })

  test('gives access as the solution', async ({ assert }) => {
    const { learner, finding } = await aShortPayment()
    await visitor.get(`${LIST}/${finding.id}`)
    await visitor.post(`${LIST}/${finding.id}/solve`, { action: 'enroll', note: 'Never mind' })
    assert.isNotNull(await Enrollment.findBy({ userId: learner.id }))
  })

  test('asks for a solution and a note, and keeps what was typed', async ({ assert }) => {
    const { finding } = await aShortPayment()
    const path = `${LIST}/${finding.id}`
    await visitor.get(path)
    const { html: nothing } = await visitor.follow(await visitor.post(`${path}/solve`))
    assert.include(nothing, 'Choose a solution.')
    assert.include(nothing, 'Enter a note.')
    const typed = { action: 'enroll', note: '' }
    const { html: noNote } = await visitor.follow(await visitor.post(`${path}/solve`, typed))
    assert.match(noNote, /value="enroll"\s+checked/)
    const unfit = { action: 'retry', note: 'Once more' }
    const { html: refused } = await visitor.follow(await visitor.post(`${path}/solve`, unfit))
    assert.include(refused, 'isn’t available for this finding')
    await finding.refresh()
    assert.equal(finding.state, 'open')
    assert.isEmpty(await actionsAbout(finding.id))
  })

  test('lists open findings first, and filters by status and kind', async ({ assert }) => {
    const { html: empty } = await visitor.get(LIST)
    assert.include(empty, 'No open findings')
    const { order } = await aPurchase()
    const payment = aGatewayPayment(order)
    await see({ payments: [payment] })
    await see({ dispute: aGatewayDispute(payment) })
    const dispute = await findingOf(order)
    await visitor.post(`${LIST}/${dispute.id}/solve`, { action: 'accept', note: 'Answered' })
    await aShortPayment()

    const titles = async (query: string) => {
      const { html } = await visitor.get(`${LIST}?${query}`)
      return ['Payment disputed', 'Amount doesn’t match'].filter((title) =>
        new RegExp(`row-link[^>]*>\\s*${title}`).test(html)
      )
    }
    assert.deepEqual(await titles(''), ['Amount doesn’t match'])
    assert.deepEqual(await titles('state=solved'), ['Payment disputed'])
    assert.deepEqual(await titles('state=all'), ['Payment disputed', 'Amount doesn’t match'])
    assert.deepEqual(await titles('state=all&kind=dispute_open'), ['Payment disputed'])
    const { status } = await visitor.get(`${LIST}?kind=unknown`)
    assert.equal(status, 422)
    const { status: missing } = await visitor.get(`${LIST}/${newId()}`)
    assert.equal(missing, 404)
  })

  test('are named on the overview while they are open', async ({ assert }) => {
    await aShortPayment()
    const { html } = await visitor.get('/admin')
    assert.include(html, '1 finding about payments needs a decision')
    assert.include(html, `href="${LIST}"`)
  })
})
