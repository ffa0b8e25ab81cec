import vine from '@vinejs/vine'
import type { DateTime } from 'luxon'
import { day } from '#app/platform/validators/parameters'
import {
  type ComparedPeriod,
  daysIn,
  periodBetween,
  periodNamed,
  PERIODS,
  type PeriodName,
} from '#app/reporting/period'

const DEFAULT: PeriodName = '30-days'

const LABELS: Record<PeriodName, string> = {
  '7-days': '7 days',
  '30-days': '30 days',
  '90-days': '90 days',
  '12-months': '12 months',
  'this-month': 'This month',
  'last-month': 'Last month',
}

/** What each period is compared with. */
const PREVIOUS: Partial<Record<PeriodName, string>> = {
  '12-months': 'Previous 12 months',
  'this-month': 'Same days last month',
  'last-month': 'Month before',
}

export const periodValidator = vine.create({
  period: vine.enum(PERIODS).optional(),
  from: day(),
  to: day(),
})

export interface ShownPeriod {
  period: ComparedPeriod
  /** Undefined for a range of one's own. */
  name?: PeriodName
  label: string
  previousLabel: string
}

/** Reads the period of the overview from its URL: a named one, or the days in `from` and `to`. */
export function shownPeriod(
  { period: name = DEFAULT, from, to }: { period?: PeriodName; from?: string; to?: string },
  zone: string
): ShownPeriod {
  if (from || to) {
    const period = periodBetween((from ?? to)!, (to ?? from)!, zone)
    const days = daysIn(period)
    const previousLabel = days === 1 ? 'Previous day' : `Previous ${days} days`
    return { period, label: 'This period', previousLabel }
  }
  const previousLabel = PREVIOUS[name] ?? `Previous ${LABELS[name]}`
  const label = /^\d/.test(LABELS[name]) ? `Last ${LABELS[name]}` : LABELS[name]
  return { period: periodNamed(name, zone), name, label, previousLabel }
}

export const periodChoices = PERIODS.map((name) => ({ name, label: LABELS[name] }))

/** Last day of a period whose end is exclusive: `2026-11-21` */
export function toDate(until: DateTime): string {
  return until.minus({ days: 1 }).toISODate()!
}
