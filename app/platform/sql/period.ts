import { DateTime } from 'luxon'

/** From the beginning of one time to the beginning of another, which is not part of it. */
export interface Period {
  from?: DateTime
  until?: DateTime
}

/** The period of two days as a form sends them, `2026-11-21`, both included, in the viewer's zone. */
export function periodOf({ from, to }: { from?: string; to?: string }, zone: string): Period {
  return {
    from: from ? DateTime.fromISO(from, { zone }) : undefined,
    until: to ? DateTime.fromISO(to, { zone }).plus({ days: 1 }) : undefined,
  }
}
