import type BillingDetails from '#app/payments/models/billing_details'

export interface Billing {
  name: string | null
  address: string | null
  state: string | null
  pin: string | null
  gstin: string | null
}

/** Formats billing details; all are `null` if a learner has given none. */
export function billingJson(details: Partial<BillingDetails> | null): Billing {
  const { name = null, address = null, state = null, pin = null, gstin = null } = details ?? {}
  return { name, address, state, pin, gstin }
}
