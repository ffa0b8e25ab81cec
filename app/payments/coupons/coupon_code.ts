const FORM = /^[A-Z0-9-]{3,32}$/

/** Converts a code as typed to the form in which it is stored. */
export function normalizeCouponCode(typed: string): string {
  return typed.trim().toUpperCase()
}

export function isCouponCode(code: string): boolean {
  return FORM.test(code)
}
