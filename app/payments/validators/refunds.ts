import vine from '@vinejs/vine'
import { paragraphs } from '#app/platform/validators/texts'
import { day, pageNumber } from '#app/platform/validators/parameters'
import { REFUND_STATES } from '#app/payments/ledger/states'

const HIGHEST_AMOUNT_IN_PAISE = 10_000_000_00

const reason = () => paragraphs(500).minLength(3)
const speed = () => vine.enum(['normal', 'optimum'] as const).optional()

/** A refund; the amount in paise. */
export const refundValidator = vine.create({
  amount: vine
    .number({ strict: true })
    .withoutDecimals()
    .range([1, HIGHEST_AMOUNT_IN_PAISE])
    .optional(),
  reason: reason(),
  speed: speed(),
  keepEnrollment: vine.boolean({ strict: true }).optional(),
})

/** A refund on the console; the amount in rupees. */
export const refundCommandValidator = vine.create({
  amount: vine
    .number()
    .decimal([0, 2])
    .range([0.01, HIGHEST_AMOUNT_IN_PAISE / 100])
    .optional(),
  reason: reason(),
  speed: speed(),
})

/** Value of the header `Idempotency-Key`. */
export const requestKeyValidator = vine.create({
  key: vine
    .string()
    .regex(/^[\w-]{10,64}$/)
    .optional(),
})

export const refundListValidator = vine.create({
  page: pageNumber(),
  limit: vine.number().withoutDecimals().range([1, 100]).optional(),
  state: vine.enum(REFUND_STATES).optional(),
  from: day(),
  to: day(),
})
