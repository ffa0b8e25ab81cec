import { DateTime } from 'luxon'
import vine from '@vinejs/vine'
import payments from '#config/payments'
import { id, pageNumber, searchText } from '#app/platform/validators/parameters'
import { isCouponCode, normalizeCouponCode } from '#app/payments/coupons/coupon_code'
import { COUPON_KINDS } from '#app/payments/models/coupon'

const HIGHEST_COUNT = 1_000_000_000

/** A local time as forms send it, such as `2026-12-01T18:00`. */
const LOCAL_TIME = /^(?:19|2\d)\d{2}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?$/

const isCode = vine.createRule((value, _options, field) => {
  if (!isCouponCode(String(value)))
    field.report('Use 3 to 32 letters, digits or hyphens.', 'code', field)
})

const isPercentage = vine.createRule((value, _options, field) => {
  if (field.parent.kind === 'percent' && Number(value) > 100)
    field.report('A percentage is at most 100.', 'percentage', field)
})

const isTime = vine.createRule((value, _options, field) => {
  const isKnown = LOCAL_TIME.test(String(value)) && DateTime.fromISO(String(value)).isValid
  if (!isKnown) field.report('Enter a date and time.', 'time', field)
})

const isAfterStart = vine.createRule((value, _options, field) => {
  const [start, end] = [field.parent.validFrom, value].map((text) => DateTime.fromISO(String(text)))
  if (end <= start) field.report('Enter a time after the start.', 'afterStart', field)
})

/** Plain digits, in groups or not; `1e3` is rejected. */
const wholeNumber = (lowest: number, highest: number) =>
  vine
    .number()
    .parse((value) => {
      if (typeof value !== 'string') return value
      return /^\s*\d[\d,]*\s*$/.test(value) ? value.replaceAll(',', '') : Number.NaN
    })
    .withoutDecimals()
    .range([lowest, highest])

const localTime = () => vine.string().trim().use(isTime())

/** Filters of the dashboard's list. */
export const couponFilterValidator = vine.create({ search: searchText(), page: pageNumber() })

/**
 * The dashboard's form of a coupon; amounts in rupees, times in the administrator's zone. The code is not called `code`,
 * since rejected forms do not show fields of that name again.
 */
export const couponFormValidator = vine.create({
  coupon: vine
    .string()
    .parse((value) => (typeof value === 'string' ? normalizeCouponCode(value) : value))
    .use(isCode()),
  kind: vine.enum(COUPON_KINDS),
  value: wholeNumber(1, payments.highestPriceInRupees).use(isPercentage()),
  courses: vine
    .array(id())
    .parse((value) => (typeof value === 'string' ? [value] : value))
    .maxLength(1000)
    .distinct()
    .optional(),
  minimumPrice: wholeNumber(0, payments.highestPriceInRupees).optional(),
  validFrom: localTime().optional(),
  validUntil: localTime().use(isAfterStart()).optional(),
  maxRedemptions: wholeNumber(1, HIGHEST_COUNT).optional(),
  maxPerLearner: wholeNumber(1, HIGHEST_COUNT).optional(),
  isActive: vine.boolean().optional(),
})

export const couponStateValidator = vine.create({ isActive: vine.boolean() })
