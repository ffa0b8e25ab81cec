import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import LedgerEntry from '#app/payments/models/ledger_entry'
import type Order from '#app/payments/models/order'
import Payment from '#app/payments/models/payment'
import ReportedPayment from '#app/payments/models/reported_payment'

/**
 * Finds the payment that an order's invoice is for: the one that counts, if it was captured and buys the course.
 * Payments from before invoices existed get none.
 */
export default class FindInvoiceablePayment {
  async handle(order: Order, trx?: TransactionClientContract): Promise<Payment | undefined> {
    const payment = await Payment.query({ client: trx }).where('orderId', order.id).first()
    if (!payment) return undefined
    const { gatewayPaymentId } = payment
    const reported = await ReportedPayment.query({ client: trx })
      .where({ gatewayPaymentId })
      .first()
    if (!reported?.capturedAt || reported.giveBackCause) return undefined
    const { amountInPaise, currency } = reported
    if (amountInPaise < order.amountInPaise || currency !== order.currency) return undefined
    return (await wasTakenOver(reported, trx)) ? undefined : payment
  }
}

/** Returns whether the ledger's first entry of a payment came from the migration that introduced the ledger. */
async function wasTakenOver({ id }: ReportedPayment, trx?: TransactionClientContract) {
  const first = await LedgerEntry.query({ client: trx })
    .where({ targetKind: 'payment', targetId: id })
    .orderBy('number')
    .first()
  return first?.facts.takenOver === true
}
