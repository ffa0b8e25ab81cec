import { DateTime } from 'luxon'
import { TAX_ZONE } from '#app/payments/gst/financial_year'

/** Months whose GST summary is offered: this one, and those of a financial year and its late returns. */
const MONTHS = 24

/** Options of months, latest first; the month before this one is due first. */
export function monthChoices(now = DateTime.now()) {
  const month = now.setZone(TAX_ZONE).startOf('month')
  return Array.from({ length: MONTHS }, (_, index) => {
    const one = month.minus({ months: index })
    return { value: one.toFormat('yyyy-MM'), label: one.toFormat('LLLL yyyy') }
  })
}
