import type { DateTime } from 'luxon'

/** Time zone of the dates of tax documents. */
export const TAX_ZONE = 'Asia/Kolkata'

/** A financial year begins on 1 April. */
const FIRST_MONTH = 4

/** Returns the financial year of a time, such as `2026-27`: 1 April to 31 March in India. */
export function financialYearOf(time: DateTime): string {
  const { year, month } = time.setZone(TAX_ZONE)
  const first = month >= FIRST_MONTH ? year : year - 1
  return `${first}-${String((first + 1) % 100).padStart(2, '0')}`
}

/** Returns the day of a time in India, such as `2026-11-30`. */
export function taxDayOf(time: DateTime): string {
  return time.setZone(TAX_ZONE).toFormat('yyyy-MM-dd')
}

/** Returns the month of a time in India, such as `2026-11`. */
export function taxMonthOf(time: DateTime): string {
  return time.setZone(TAX_ZONE).toFormat('yyyy-MM')
}
