import { isStateCode } from '#app/payments/gst/states'

const FORM = /^\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]$/

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/**
 * Returns whether a text has the form of a GSTIN: State code, PAN, number of the registration, `Z`, and a check
 * character that fits.
 */
export function isGstin(text: string): boolean {
  return FORM.test(text) && isStateCode(stateOfGstin(text)) && checkCharacterOf(text) === text[14]
}

/** Code of the State that issued a GSTIN. */
export function stateOfGstin(gstin: string): string {
  return gstin.slice(0, 2)
}

/** Computes the check character of the first 14 characters (Luhn's algorithm modulo 36). */
function checkCharacterOf(gstin: string): string {
  let sum = 0
  for (let position = 0; position < 14; position++) {
    const product = DIGITS.indexOf(gstin[position]) * (position % 2 === 0 ? 1 : 2)
    sum += Math.floor(product / 36) + (product % 36)
  }
  return DIGITS[(36 - (sum % 36)) % 36]
}
