import { DateTime } from 'luxon'
import { type Period, periodOf } from '#app/platform/sql/period'
import { TAX_ZONE } from '#app/payments/gst/financial_year'

/** A month such as `2026-11`, or two days such as `2026-11-21`, both inclusive. */
export interface AskedTaxPeriod {
  month?: string
  from?: string
  to?: string
}

/** Returns a period of Indian days, with a name for files. A month takes precedence. */
export function taxPeriodOf({ month, from, to }: AskedTaxPeriod): Period & { name: string } {
  if (!month) return { ...periodOf({ from, to }, TAX_ZONE), name: `${from}-${to}` }
  const start = DateTime.fromISO(month, { zone: TAX_ZONE })
  return { from: start, until: start.plus({ months: 1 }), name: month }
}
