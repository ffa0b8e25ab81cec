import type { OrderMembers, RefundMembers } from '#app/payments/sandbox/sandbox_entities'
import SandboxRefusal from '#app/payments/sandbox/sandbox_refusal'

/** Times that lists accept, in seconds since 1970. */
const TIMES = { earliest: 946_684_800, latest: 4_765_046_400 }

const HIGHEST_COUNT = 100
const LONGEST_RECEIPT = 40
const LEAST_AMOUNT_IN_PAISE = 100

/** Reads the body of a new order. */
export function readOrder(body: string): OrderMembers {
  const { amount, currency, receipt, notes, ...others } = membersOf(body)
  refuseOthers(others)
  checkAmount(amount)
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency))
    throw new SandboxRefusal('The currency is invalid.', { field: 'currency' })
  if (receipt !== undefined && String(receipt).length > LONGEST_RECEIPT)
    throw new SandboxRefusal('The receipt may not be greater than 40 characters.', {
      field: 'receipt',
    })
  return { amount, currency, receipt, notes } as OrderMembers
}

/** Reads the body of a refund; without an amount, all that is left is refunded. */
export function readRefund(body: string): Partial<RefundMembers> {
  const { amount, speed, receipt, notes, ...others } = membersOf(body)
  refuseOthers(others)
  if (amount !== undefined) checkAmount(amount)
  if (speed !== undefined && speed !== 'normal' && speed !== 'optimum')
    throw new SandboxRefusal('The speed is invalid.', { field: 'speed' })
  return { amount, speed, receipt, notes } as Partial<RefundMembers>
}

/** Reads which part of a list is wanted. */
export function readPage(query: URLSearchParams) {
  const page = {
    from: wholeNumber(query, 'from') ?? TIMES.earliest,
    to: wholeNumber(query, 'to') ?? TIMES.latest,
    count: wholeNumber(query, 'count') ?? 10,
    skip: wholeNumber(query, 'skip') ?? 0,
  }
  for (const field of ['from', 'to'] as const)
    if (page[field] < TIMES.earliest || page[field] > TIMES.latest)
      throw new SandboxRefusal(`${field} must be between 946684800 and 4765046400`, { field })
  if (page.count < 1 || page.count > HIGHEST_COUNT)
    throw new SandboxRefusal('The count may not be greater than 100.', { field: 'count' })
  return page
}

function membersOf(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body || '{}')
  } catch {
    throw new SandboxRefusal('The request is not valid JSON')
  }
}

function refuseOthers(others: object) {
  const names = Object.keys(others)
  if (names.length === 0) return
  throw new SandboxRefusal(`${names.join(', ')} is/are not required and should not be sent`, {
    reason: 'extra_field_sent',
  })
}

function checkAmount(amount: unknown) {
  if (!Number.isSafeInteger(amount))
    throw new SandboxRefusal('The amount must be an integer.', { field: 'amount' })
  if ((amount as number) < LEAST_AMOUNT_IN_PAISE)
    throw new SandboxRefusal('The amount must be atleast INR 1.00', {
      field: 'amount',
      reason: 'amount_less_than_minimum_amount',
    })
}

function wholeNumber(query: URLSearchParams, field: string): number | undefined {
  const text = query.get(field)
  if (text === null) return undefined
  if (!/^\d+$/.test(text)) throw new SandboxRefusal(`${field} must be an integer`, { field })
  return Number(text)
}
