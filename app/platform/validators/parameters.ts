/*
 * What addresses and forms of every capability carry, each checked in one way.
 */
import { DateTime } from 'luxon'
import vine from '@vinejs/vine'
import { ID_PATTERN } from '#app/platform/ids'

/** An id, in the spelling that the databases have. */
export const id = () => vine.string().regex(ID_PATTERN).toLowerCase()

/** What a list is searched for. PostgreSQL takes no null bytes, and nobody looks for control characters. */
export const searchText = () =>
  vine
    .string()
    .trim()
    .maxLength(100)
    .regex(/^\P{Cc}*$/u)
    .optional()

/** `2026-11-21` */
export const day = () =>
  vine
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .use(existingDay())
    .optional()

export const pageNumber = () => vine.number().withoutDecimals().min(1).max(100_000).optional()

const existingDay = vine.createRule((value, _options, field) => {
  const isDay = typeof value === 'string' && DateTime.fromISO(value).isValid
  if (!isDay) field.report('There is no such day.', 'day', field)
})
