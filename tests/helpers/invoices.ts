import config from '#config/seller'
import type User from '#app/accounts/models/user'
import type { GatewayPayment } from '#app/payments/gateways/gateway_entities'
import BillingDetails from '#app/payments/models/billing_details'
import Invoice from '#app/payments/models/invoice'
import {
  aGatewayPayment,
  aGatewayRefund,
  aPurchase,
  type Purchase,
  see,
} from '#tests/helpers/ledger'
import { workOutbox } from '#tests/helpers/stores'

const REGISTERED = {
  name: 'Theta Learning Private Limited',
  address: '12 Residency Road\nBengaluru 560025',
  state: '32',
  gstin: '32AABCL8151B1Z1' as string | null,
}

/** Makes the seller a business in Kerala that is registered for GST. @returns a function that restores the other one */
export function useSeller(changes: Partial<typeof config> = {}): () => void {
  const before = { ...config }
  Object.assign(config, REGISTERED, changes)
  return () => void Object.assign(config, before)
}

export async function billTo(learner: User, details: Partial<BillingDetails>): Promise<void> {
  await BillingDetails.updateOrCreate({ userId: learner.id }, details)
}

export interface InvoicedPurchase extends Purchase {
  payment: GatewayPayment
  invoice: Invoice
}

/** A paid order with its invoice. */
export async function anInvoice(
  purchased: Parameters<typeof aPurchase>[0] = {}
): Promise<InvoicedPurchase> {
  const purchase = await aPurchase(purchased)
  const payment = aGatewayPayment(purchase.order)
  await see({ payments: [payment] })
  await workOutbox()
  const invoice = await Invoice.findByOrFail({ orderId: purchase.order.id, refersId: null })
  return { ...purchase, payment, invoice }
}

/** Gives money back at the gateway. @returns the credit note */
export async function refundAtGateway(payment: GatewayPayment, amount: number) {
  const refund = aGatewayRefund(payment, { amount })
  await see({ refunds: [refund] })
  await workOutbox()
  return Invoice.query().whereNotNull('refundId').orderBy('id', 'desc').firstOrFail()
}
