import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import IssueInvoice from '#app/payments/actions/issue_invoice'
import NumberDocument from '#app/payments/actions/number_document'
import Invoice from '#app/payments/models/invoice'
import OutboxRow from '#app/platform/outbox/outbox_row'
import Clock from '#app/platform/clock'
import { aCourse } from '#tests/helpers/catalog'
import { useSeller } from '#tests/helpers/invoices'
import { aGatewayPayment, aPurchase, see } from '#tests/helpers/ledger'
import { start } from '#tests/helpers/processes'
import { emptyStores } from '#tests/helpers/stores'

const PROCESSES = 4
const INVOICES = 200

/** The ids of orders that are paid, but whose invoices no worker has issued yet. */
async function ordersWithoutInvoice(count: number): Promise<string[]> {
  const course = await aCourse()
  const ids: string[] = []
  while (ids.length < count) {
    const { order } = await aPurchase({ course })
    await see({ payments: [aGatewayPayment(order)] })
    ids.push(order.id)
  }
  await OutboxRow.query().delete()
  return ids
}

class FixedClock extends Clock {
  constructor(private time: string) {
    super()
  }

  now() {
    return DateTime.fromISO(this.time, { zone: 'utc' })
  }
}

test.group('Numbers of invoices', (group) => {
  group.each.setup(async () => {
    await emptyStores()
    return useSeller()
  })
  group.each.teardown(() => app.container.restore(Clock))

  test('40 have no gap and no double when four processes issue 200, and roll some back', async ({
    assert,
  }) => {
    const ids = await ordersWithoutInvoice(INVOICES)
    const shares = Array.from({ length: PROCESSES }, (_, process) =>
      ids.filter((_id, index) => index % PROCESSES === process)
    )
    const issuers = shares.map((share) => {
      const args = ['--import=@poppinss/ts-exec', 'tests/helpers/invoice_issuer.ts']
      return start(args, process.env, share.join('\n'))
    })
    for (const issuer of issuers) assert.equal(await issuer.ended, 0, issuer.stderr())

    const invoices = await Invoice.query().orderBy('serial')
    assert.deepEqual(
      invoices.map(({ serial }) => serial),
      Array.from({ length: INVOICES }, (_, index) => index + 1)
    )
    assert.lengthOf(new Set(invoices.map(({ orderId }) => orderId)), INVOICES)
  }).timeout(120_000)

  test('40 of a transaction that is rolled back are given to the next one', async ({ assert }) => {
    const issuedAt = DateTime.fromISO('2026-11-30T12:00:00Z')
    const next = () =>
      db.transaction((trx) => new NumberDocument().handle({ prefix: 'TH', issuedAt }, trx))
    const first = await next()
    assert.equal(first.number, 'TH/26-27/000001')
    await assert.rejects(() =>
      db.transaction(async (trx) => {
        await new NumberDocument().handle({ prefix: 'TH', issuedAt }, trx)
        throw new Error('rolled back')
      })
    )
    const { number } = await next()
    assert.equal(number, 'TH/26-27/000002')
  })

  test('40 start anew at midnight in India on 1 April', async ({ assert }) => {
    const ids = await ordersWithoutInvoice(3)
    const times = ['2027-03-31T18:29:58Z', '2027-03-31T18:29:59Z', '2027-03-31T18:30:00Z']
    for (const [index, time] of times.entries()) {
      app.container.swap(Clock, () => new FixedClock(time))
      const issueInvoice = await app.container.make(IssueInvoice)
      await issueInvoice.handle({ orderId: ids[index] })
    }
    const invoices = await Invoice.query().orderBy('issuedAt')
    assert.deepEqual(
      invoices.map(({ number, financialYear }) => [number, financialYear]),
      [
        ['TH/26-27/000001', '2026-27'],
        ['TH/26-27/000002', '2026-27'],
        ['TH/27-28/000001', '2027-28'],
      ]
    )
  })
})
