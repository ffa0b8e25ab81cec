import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import seller from '#config/seller'
import User from '#app/accounts/models/user'
import type { Buyer, Seller } from '#app/payments/invoices/snapshot'
import BillingDetails from '#app/payments/models/billing_details'

/** Returns the seller as documents that are issued now name it. */
export function describeSeller(): Seller {
  const { name, address, gstin, state } = seller
  return { name, address, gstin, state }
}

/** Returns the buyer as documents that are issued now name them. Without a State on record it is the seller's. */
export async function describeBuyer(
  userId: string,
  trx: TransactionClientContract
): Promise<Buyer> {
  const user = await User.query({ client: trx }).where('id', userId).firstOrFail()
  const billing = await BillingDetails.query({ client: trx }).where({ userId }).first()
  const state = billing?.state ?? null
  return {
    name: billing?.name ?? user.name,
    address: billing?.address ?? null,
    pin: billing?.pin ?? null,
    gstin: billing?.gstin ?? null,
    state: state ?? seller.state,
    stateAssumed: state === null,
  }
}
