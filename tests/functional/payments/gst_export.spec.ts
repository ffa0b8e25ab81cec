import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import type { ApiClient } from '@japa/api-client'
import app from '@adonisjs/core/services/app'
import Invoice from '#app/payments/models/invoice'
import Clock from '#app/platform/clock'
import { parseCsv } from '#app/platform/csv'
import { anInvoice, billTo, refundAtGateway, useSeller } from '#tests/helpers/invoices'
import { SettableClock } from '#tests/helpers/jobs'
import { aLearner, anAdministrator, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const COLUMNS =
  'section,document,date,gstin,place_of_supply,state,rate,sac,count,taxable,cgst,sgst,igst,total,refers,late'

type Line = Record<string, string>

/** Rows of the days around today, by section. */
async function exported(client: ApiClient): Promise<{ lines: Line[]; text: string }> {
  const now = DateTime.utc()
  const [from, to] = [now.minus({ days: 1 }).toISODate(), now.plus({ days: 1 }).toISODate()]
  const response = await client
    .get('/api/admin/gst.csv')
    .qs({ from, to })
    .headers(await tokenOf(await anAdministrator()))
  response.assertStatus(200)
  response.assertHeader('content-type', 'text/csv; charset=utf-8')
  const [names, ...rows] = parseCsv(response.text())
  const lines = rows.map((row) =>
    Object.fromEntries(names.map((name, index) => [name, row[index]]))
  )
  return { lines, text: response.text() }
}

async function invoiceFor(billing: Parameters<typeof billTo>[1], price = 499) {
  const learner = await aLearner()
  await billTo(learner, billing)
  return anInvoice({ learner, price })
}

const inPaise = (rupees: string) => Math.round(Number(rupees) * 100)

test.group('GST export', (group) => {
  group.each.setup(async () => {
    await emptyStores()
    return useSeller()
  })
  group.each.teardown(() => app.container.restore(Clock))

  test('45 has every document of a period in its section, and its sums are the documents’', async ({
    client,
    assert,
  }) => {
    const clock = new SettableClock()
    app.container.swap(Clock, () => clock)
    clock.shift({ years: -3 })
    const old = await invoiceFor({ state: '24' })
    clock.shift({})
    const business = await invoiceFor({
      name: 'Company',
      address: 'Mumbai',
      state: '27',
      gstin: '27AAPFU0939F1ZV',
    })
    const large = await invoiceFor({ state: '24' }, 150_000)
    const limit = await invoiceFor({ state: '24' }, 100_000)
    const local = await invoiceFor({ state: '32' })
    await invoiceFor({ state: '32' }, 123)
    await refundAtGateway(business.payment, 10_000)
    await refundAtGateway(large.payment, 1_000_000)
    await refundAtGateway(local.payment, 20_000)
    const late = await refundAtGateway(old.payment, 30_000)

    const { lines, text } = await exported(client)

    assert.isTrue(text.startsWith(`${COLUMNS}\r\n`))
    const of = (section: string) => lines.filter((line) => line.section === section)
    const [b2b] = of('b2b')
    assert.containsSubset(b2b, {
      document: business.invoice.number,
      gstin: '27AAPFU0939F1ZV',
      place_of_supply: '27',
      state: 'Maharashtra',
      rate: '18',
      sac: '999293',
      count: '1',
      taxable: '422.88',
      cgst: '0.00',
      sgst: '0.00',
      igst: '76.12',
      total: '499.00',
      refers: '',
      late: '',
    })
    assert.match(b2b.date, /^\d{4}-\d{2}-\d{2}$/)
    assert.deepEqual(
      of('b2cl').map(({ document }) => document),
      [large.invoice.number]
    )
    assert.deepEqual(
      of('cdnr').map(({ refers, total }) => [refers, total]),
      [[business.invoice.number, '100.00']]
    )
    assert.deepEqual(
      of('cdnur').map(({ refers, total }) => [refers, total]),
      [[large.invoice.number, '10000.00']]
    )
    assert.sameDeepMembers(
      of('b2cs').map(({ place_of_supply: place, total, count, late: isLate }) => [
        place,
        total,
        count,
        isLate,
      ]),
      [
        ['24', '100000.00', '1', ''],
        ['24', '-300.00', '1', 'yes'],
        ['32', '422.00', '3', ''],
      ]
    )
    assert.deepEqual(
      of('docs').map(({ document, refers, count }) => [
        document.slice(0, 2),
        refers.slice(0, 2),
        count,
      ]),
      [
        ['TH', 'TH', '5'],
        ['CN', 'CN', '4'],
      ]
    )
    assert.isAbove(limit.invoice.serial, 0)

    const documents = await Invoice.query().whereNot('id', old.invoice.id)
    for (const [name, column] of [
      ['taxable', 'taxableInPaise'],
      ['cgst', 'cgstInPaise'],
      ['sgst', 'sgstInPaise'],
      ['igst', 'igstInPaise'],
      ['total', 'totalInPaise'],
    ] as const) {
      const expected = documents.reduce(
        (sum, document) => sum + (document.refersId ? -1 : 1) * document[column],
        0
      )
      const sum = (...sections: string[]) =>
        sections.flatMap(of).reduce((total, line) => total + inPaise(line[name]), 0)
      assert.equal(sum('b2b', 'b2cl', 'b2cs') - sum('cdnr', 'cdnur'), expected, name)
      assert.equal(sum('hsn'), expected, name)
    }
    assert.equal(late.snapshot.refers?.number, old.invoice.number)
  })

  test('45 has only the header and no receipts if the seller has no GSTIN', async ({
    client,
    assert,
    cleanup,
  }) => {
    cleanup(useSeller({ gstin: null }))
    await anInvoice()
    const { text } = await exported(client)
    assert.equal(text, `${COLUMNS}\r\n`)
  })

  test('45 is that of a month, by Indian time', async ({ client, assert }) => {
    const { invoice } = await anInvoice()
    const headers = await tokenOf(await anAdministrator())
    const month = invoice.issuedAt.setZone('Asia/Kolkata')
    const exportOf = (time: DateTime) =>
      client
        .get('/api/admin/gst.csv')
        .qs({ month: time.toFormat('yyyy-MM') })
        .headers(headers)

    const response = await exportOf(month)
    assert.include(response.text(), invoice.number)
    assert.equal(
      response.header('content-disposition'),
      `attachment; filename="gst-${month.toFormat('yyyy-MM')}.csv"`
    )
    const next = await exportOf(month.plus({ months: 1 }))
    assert.equal(next.text(), `${COLUMNS}\r\n`)
  })

  test('45 refuses {what}')
    .with([
      { what: 'no period', query: {} },
      { what: 'a month that does not exist', query: { month: '2026-00' } },
      { what: 'a first day only', query: { from: '2026-11-01' } },
      { what: 'a last day only', query: { to: '2026-11-01' } },
      { what: 'a day that does not exist', query: { from: '2026-02-30', to: '2026-03-01' } },
    ])
    .run(async ({ client }, { query }) => {
      const headers = await tokenOf(await anAdministrator())
      const response = await client.get('/api/admin/gst.csv').qs(query).headers(headers)
      response.assertStatus(422)
    })
})
