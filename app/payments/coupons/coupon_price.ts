/** Price of a course with a coupon, in paise. */
export interface CouponPrice {
  list: number
  discount: number
  /** Amount to be paid. */
  amount: number
}

export interface Discount {
  kind: 'percent' | 'amount'
  /** Percentage from 1 to 100, or paise. */
  value: number
}

/** Takes a discount off a list price, both in paise. The price that remains is rounded down to whole rupees. */
export function priceWith({ kind, value }: Discount, list: number): CouponPrice {
  const reduced = kind === 'percent' ? (list * (100 - value)) / 100 : list - value
  const amount = Math.floor(Math.max(reduced, 0) / 100) * 100
  return { list, discount: list - amount, amount }
}
