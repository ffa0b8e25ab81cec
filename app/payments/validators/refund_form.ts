import vine from '@vinejs/vine'
import { paragraphs } from '#app/platform/validators/texts'

const HIGHEST_AMOUNT_IN_RUPEES = 10_000_000

/** The dashboard's form of a refund; the amount in rupees, all that is left by default. */
export const refundFormValidator = vine.create({
  payment: vine.string().regex(/^\w{1,64}$/),
  key: vine.string().regex(/^[\w-]{10,64}$/),
  amount: vine
    .number()
    .parse((value) => (typeof value === 'string' ? value.replaceAll(',', '').trim() : value))
    .decimal([0, 2])
    .range([1, HIGHEST_AMOUNT_IN_RUPEES])
    .optional(),
  reason: paragraphs(500).minLength(3),
  speed: vine.enum(['normal', 'optimum'] as const),
  keepEnrollment: vine.boolean().optional(),
})
