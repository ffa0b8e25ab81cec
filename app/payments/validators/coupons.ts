import { DateTime } from 'luxon'
import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { ID_PATTERN } from '#app/platform/ids'
import { pageNumber } from '#app/platform/validators/parameters'
import { isCouponCode, normalizeCouponCode } from '#app/payments/coupons/coupon_code'
import { COUPON_KINDS } from '#app/payments/models/coupon'

const HIGHEST_AMOUNT_IN_PAISE = 10_000_000_00
const HIGHEST_COUNT = 1_000_000_000

/** A time with its offset, such as `2026-12-01T00:00:00Z`. */
const ISO_TIME =
  /^(?:19|2\d)\d{2}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})$/

const isCode = vine.createRule((value, _options, field) => {
  if (!isCouponCode(String(value)))
    field.report('A code has 3 to 32 letters, digits or hyphens.', 'code', field)
})

const isTime = vine.createRule((value, _options, field) => {
  const isKnown = ISO_TIME.test(String(value)) && DateTime.fromISO(String(value)).isValid
  if (!isKnown) field.report('Give a time such as 2026-12-01T00:00:00Z.', 'time', field)
})

const isAfterStart = vine.createRule((value, _options, field) => {
  const { validFrom } = field.parent as { validFrom?: string | null }
  const start = DateTime.fromISO(validFrom ?? '')
  if (start.isValid && DateTime.fromISO(String(value)) <= start)
    field.report('The end must be after the start.', 'afterStart', field)
})

const isWholeRupees = vine.createRule((value, _options, field) => {
  if (Number(value) % 100 !== 0)
    field.report('An amount must be whole rupees, in paise.', 'wholeRupees', field)
})

const isDiscount = vine.createRule((value, _options, field: FieldContext) => {
  const { kind } = field.parent as { kind?: unknown }
  if (kind === 'percent' && Number(value) > 100)
    field.report('A percentage is 100 at most.', 'percentage', field)
  if (kind === 'amount' && Number(value) % 100 !== 0)
    field.report('An amount must be whole rupees, in paise.', 'wholeRupees', field)
})

/** Vine transforms `null` too. */
const toTime = (text: string | null) =>
  text === null ? null : DateTime.fromISO(text, { zone: 'utc' })

const count = () =>
  vine.number({ strict: true }).withoutDecimals().range([1, HIGHEST_COUNT]).nullable().optional()

const time = () => vine.string().use(isTime()).transform(toTime).nullable().optional()

export const couponListValidator = vine.create({
  page: pageNumber(),
  limit: vine.number().withoutDecimals().range([1, 100]).optional(),
})

/** A coupon; amounts in paise. */
export const couponValidator = vine.create({
  code: vine
    .string()
    .parse((value) => (typeof value === 'string' ? normalizeCouponCode(value) : value))
    .use(isCode()),
  kind: vine.enum(COUPON_KINDS),
  value: vine
    .number({ strict: true })
    .withoutDecimals()
    .range([1, HIGHEST_AMOUNT_IN_PAISE])
    .use(isDiscount()),
  courses: vine
    .array(vine.string().regex(ID_PATTERN).toLowerCase())
    .minLength(1)
    .maxLength(1000)
    .nullable()
    .optional(),
  minimumPrice: vine
    .number({ strict: true })
    .withoutDecimals()
    .range([0, HIGHEST_AMOUNT_IN_PAISE])
    .use(isWholeRupees())
    .nullable()
    .optional(),
  validFrom: time(),
  validUntil: vine
    .string()
    .use(isTime())
    .use(isAfterStart())
    .transform(toTime)
    .nullable()
    .optional(),
  maxRedemptions: count(),
  maxPerLearner: count(),
  isActive: vine.boolean({ strict: true }).optional(),
})
