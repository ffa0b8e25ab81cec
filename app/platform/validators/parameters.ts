/*
 * Validation rules that URLs and forms of all capabilities share.
 */
import { DateTime } from 'luxon'
import vine from '@vinejs/vine'
import { ID_PATTERN } from '#app/platform/ids'

/** Id as the databases store it. */
export const id = () => vine.string().regex(ID_PATTERN).toLowerCase()

/**
 * Search text. PostgreSQL rejects null bytes, and other control characters are never searched for.
 */
export const searchText = () =>
  vine
    .string()
    .trim()
    .maxLength(100)
    .regex(/^\P{Cc}*$/u)
    .optional()

/** Date such as `2026-11-21` */
export const day = () =>
  vine
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .use(existingDay())
    .optional()

export const pageNumber = () => vine.number().withoutDecimals().min(1).max(100_000).optional()

/** The databases know years that the other one doesn't; nothing here happened before or will happen after these. */
const YEARS = { first: 1900, last: 2999 }

const existingDay = vine.createRule((value, _options, field) => {
  const date = DateTime.fromISO(String(value))
  const isDay = date.isValid && date.year >= YEARS.first && date.year <= YEARS.last
  if (!isDay) field.report('There is no such day.', 'day', field)
})
