import { DateTime } from 'luxon'

export interface PeriodPreset {
  label: string
  /** First and last day, both inclusive: `2026-11-21` */
  from: string
  to: string
}

/** Periods that lists offer for their date filters. */
export function periodPresets(zone: string, now = DateTime.now()): PeriodPreset[] {
  const today = now.setZone(zone).startOf('day')
  const yesterday = today.minus({ days: 1 })
  const presets = [
    { label: 'Today', from: today, to: today },
    { label: 'Yesterday', from: yesterday, to: yesterday },
    { label: 'Last 7 days', from: today.minus({ days: 6 }), to: today },
    { label: 'This month', from: today.startOf('month'), to: today },
  ]
  return presets.map(({ label, from, to }) => ({
    label,
    from: from.toISODate()!,
    to: to.toISODate()!,
  }))
}
