/*
 * Settings of the seller, whom invoices name. Mistakes in them would be printed on every invoice, so they refuse the
 * start.
 */
import StartRefused from '#app/platform/exceptions/start_refused'
import { isGstin, stateOfGstin } from '#app/payments/gst/gstin'
import { isStateCode } from '#app/payments/gst/states'

/** GST number of a registered business. */
export function gstin(name: string, value?: string): string | undefined {
  if (!value) return undefined
  if (isGstin(value)) return value
  throw new Error(`${name} must be a GSTIN whose check character fits`)
}

/** GST code of a State, such as `29`. */
export function stateCode(name: string, value?: string): string | undefined {
  if (!value) return undefined
  if (isStateCode(value)) return value
  throw new Error(`${name} must be the two-digit GST code of a State, such as 29`)
}

/** Code of a service, of which smaller businesses give four digits only. */
export function sac(fallback: string) {
  return (name: string, value?: string): string => {
    if (/^\d{4}(?:\d{2})?$/.test(value || fallback)) return value || fallback
    throw new Error(`${name} must have four or six digits`)
  }
}

/** Whole percentage from 0 to 99. */
export function percentage(fallback: number) {
  return (name: string, value?: string): number => {
    if (!value) return fallback
    if (/^\d{1,2}$/.test(value)) return Number(value)
    throw new Error(`${name} must be a whole percentage from 0 to 99`)
  }
}

/** Beginning of the numbers of a series: with more, numbers would be longer than the law allows. */
export function seriesPrefix(fallback: string) {
  return (name: string, value?: string): string => {
    if (/^[A-Z0-9]{1,2}$/.test(value || fallback)) return value || fallback
    throw new Error(`${name} must be one or two capital letters or digits`)
  }
}

/** @throws {StartRefused} if the settings contradict each other */
export function refuseContradictions(seller: {
  name?: string
  address?: string
  state?: string
  gstin?: string
  prefixes: [string, string]
}): void {
  const { name, address, state, gstin: number, prefixes } = seller
  if (prefixes[0] === prefixes[1])
    throw new StartRefused('INVOICE_PREFIX and CREDIT_NOTE_PREFIX must differ.')
  if (!number) return
  if (!name || !address)
    throw new StartRefused('With SELLER_GSTIN, SELLER_NAME and SELLER_ADDRESS are required.')
  if (state && state !== stateOfGstin(number))
    throw new StartRefused(
      `SELLER_GSTIN was issued by the State ${stateOfGstin(number)}, but SELLER_STATE is ${state}.`
    )
}
