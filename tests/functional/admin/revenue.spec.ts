import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { newId } from '#app/platform/ids'
import { taxMonthOf } from '#app/payments/gst/financial_year'
import type { GatewayPayment } from '#app/payments/gateways/gateway_entities'
import ReportedPayment from '#app/payments/models/reported_payment'
import { aCourse } from '#tests/helpers/catalog'
import { aVisitorSignedInAs, type Visitor } from '#tests/helpers/dashboard'
import { anInvoice, billTo, refundAtGateway, useSeller } from '#tests/helpers/invoices'
import {
  aGatewayDispute,
  aGatewayPayment,
  aGatewayRefund,
  aPurchase,
  see,
} from '#tests/helpers/ledger'
import { aLearner, anAdministrator } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const SCRIPT = '<script>alert(1)</script>'

/** The text of a page, without its tags. */
const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

async function sell(title: string, price: number): Promise<GatewayPayment> {
  const { order } = await aPurchase({ course: await aCourse({ title, price }) })
  const payment = aGatewayPayment(order)
  await see({ payments: [payment] })
  return payment
}

test.group('Revenue in the dashboard', (group) => {
  let visitor: Visitor
  group.each.setup(async () => {
    await emptyStores()
    visitor = await aVisitorSignedInAs(await anAdministrator())
  })

  test('takes refunds and lost disputes off, by course and by day', async ({ assert }) => {
    await sell('Knots', 1000)
    const refunded = await sell('Sails', 800)
    await see({ refunds: [aGatewayRefund(refunded, { amount: 300_00 })] })
    await see({ refunds: [aGatewayRefund(refunded, { amount: 100_00, status: 'failed' })] })
    const disputed = await sell('Winds', 500)
    const lost = { status: 'lost', amount_deducted: 500_00 } as const
    await see({ dispute: aGatewayDispute(disputed, lost) })

    const { html } = await visitor.get('/admin/payments/revenue')
    const text = textOf(html)
    assert.include(text, 'Net revenue ₹1,500 Received ₹2,300 Refunded ₹800 Payments 3')
    assert.include(text, 'Knots 1 ₹1,000 – ₹1,000')
    assert.include(text, 'Sails 1 ₹800 ₹300 ₹500')
    assert.include(text, 'Winds 1 ₹500 ₹500 ₹0')
    assert.match(text, /By day .* \d{4} 3 ₹2,300 ₹800 ₹1,500/)
    const { html: year } = await visitor.get('/admin/payments/revenue?period=12-months')
    assert.include(year, 'By month')
    const { html: overview } = await visitor.get('/admin')
    assert.include(textOf(overview), 'Net revenue ₹1,500')
    const { html: payments } = await visitor.get('/admin/payments')
    assert.include(textOf(payments), 'Received ₹2,300 Refunded ₹300 Net ₹2,000')
    const { html: orders } = await visitor.get('/admin/payments/orders?state=refunded')
    assert.include(textOf(orders), 'Received ₹800 ₹300 refunded')
    assert.include(orders, 'Partly refunded')
  })

  test('never counts money that was not captured, or bought nothing', async ({ assert }) => {
    const { order } = await aPurchase({ price: 1000 })
    await see({ payments: [aGatewayPayment(order)] })
    const second = aGatewayPayment(order)
    await see({ payments: [second] })
    await see({ refunds: [aGatewayRefund(second)] })
    const uncaptured = await sell('Winds', 700)
    await ReportedPayment.query()
      .where('gatewayPaymentId', uncaptured.id)
      .update({ state: 'refunded', capturedAt: null })

    const { html } = await visitor.get('/admin/payments/revenue')
    assert.include(textOf(html), 'Net revenue ₹1,000 Received ₹1,000 Refunded ₹0 Payments 1')
  })

  test('explains an empty period, and refuses an unknown one', async ({ assert }) => {
    const { html } = await visitor.get('/admin/payments/revenue?from=2020-01-01&to=2020-01-31')
    assert.include(html, 'No money moved in this period')
    const { status } = await visitor.get('/admin/payments/revenue?period=8-days')
    assert.equal(status, 422)
  })
})

test.group('Invoices in the dashboard', (group) => {
  let visitor: Visitor
  group.each.setup(async () => {
    await emptyStores()
    visitor = await aVisitorSignedInAs(await anAdministrator())
    return useSeller()
  })

  test('lists documents, finds them, and opens their PDFs', async ({ assert }) => {
    const learner = await aLearner()
    await billTo(learner, { name: SCRIPT, state: '29' })
    const { invoice, order, payment } = await anInvoice({ learner, price: 499 })
    const note = await refundAtGateway(payment, 100_00)
    const other = await anInvoice()
    const numbers = async (query: string) => {
      const { html } = await visitor.get(`/admin/payments/invoices?${query}`)
      assert.notInclude(html, SCRIPT)
      return [...html.matchAll(/row-link[^>]*>\s*([A-Z]{2}\/\S+)/g)].map(([, number]) => number)
    }

    assert.sameMembers(await numbers(''), [invoice.number, note.number, other.invoice.number])
    assert.deepEqual(await numbers('kind=credit_note'), [note.number])
    assert.deepEqual(await numbers(`search=${invoice.number.toLowerCase()}`), [invoice.number])
    for (const search of [learner.email, order.id])
      assert.sameMembers(await numbers(`search=${search}`), [invoice.number, note.number])
    assert.isEmpty(await numbers('to=2020-01-01'))

    const { html, headers } = await visitor.get(`/admin/payments/invoices/${invoice.id}`)
    assert.equal(headers.get('content-type'), 'application/pdf')
    assert.match(headers.get('content-disposition')!, /^inline; filename="TH-.*\.pdf"$/)
    assert.isTrue(html.startsWith('%PDF-'))
    const { html: page } = await visitor.get(`/admin/payments/orders/${order.id}`)
    assert.include(page, `Tax invoice ${invoice.number} issued`)
    const { html: found } = await visitor.get(`/admin/search?q=${note.number}`)
    assert.include(found, `/admin/payments/orders/${order.id}`)
    const { status } = await visitor.get(`/admin/payments/invoices/${newId()}`)
    assert.equal(status, 404)
  })

  test('explains an empty list', async ({ assert }) => {
    const { html } = await visitor.get('/admin/payments/invoices')
    assert.include(html, 'No invoices yet')
    const { html: filtered } = await visitor.get('/admin/payments/invoices?search=x')
    assert.include(filtered, 'No documents match these filters')
  })

  test('exports the GST summary of a month', async ({ assert }) => {
    const { invoice } = await anInvoice()
    const month = taxMonthOf(DateTime.utc())
    const { html: csv, headers } = await visitor.get(`/admin/payments/gst/export?month=${month}`)
    assert.match(headers.get('content-type')!, /^text\/csv/)
    assert.include(headers.get('content-disposition')!, `gst-${month}.csv`)
    assert.include(csv, `docs,${invoice.number}`)
    const { status } = await visitor.get('/admin/payments/gst/export?month=2026-13')
    assert.equal(status, 422)
  })
})
