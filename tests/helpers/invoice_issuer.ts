/*
 * A process that issues the invoices of the orders whose ids it reads from its standard input, one a line. It rolls each
 * third transaction back before it repeats it, as a process does whose connection is lost. Started by
 * invoice_numbers.spec.ts.
 */
import { text } from 'node:stream/consumers'
import { ignite } from '../../bin/ignite.js'

class RolledBack extends Error {}

const input = await text(process.stdin)
const orderIds = input.split('\n').filter(Boolean)
const app = ignite().createApp('console')
await app.init()
await app.boot()
await app.start(async () => {
  const { default: db } = await import('@adonisjs/lucid/services/db')
  const { default: seller } = await import('#config/seller')
  const { default: IssueInvoice } = await import('#app/payments/actions/issue_invoice')
  Object.assign(seller, { gstin: '32AABCL8151B1Z1', state: '32' })
  const issueInvoice = await app.container.make(IssueInvoice)

  for (const [index, orderId] of orderIds.entries()) {
    if (index % 3 === 0) {
      const undone = db.transaction(async (trx) => {
        await issueInvoice.issue(orderId, trx)
        throw new RolledBack()
      })
      await undone.catch((error: unknown) => {
        if (!(error instanceof RolledBack)) throw error
      })
    }
    await issueInvoice.handle({ orderId })
  }
})
await app.terminate()
process.exit(0)
