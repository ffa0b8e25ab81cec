import { DateTime } from 'luxon'

/** Time range; the end is exclusive. */
export interface Period {
  from?: DateTime
  until?: DateTime
}

/**
 * Builds a period from the two days of a form (`2026-11-21`), both inclusive, in the viewer's time
 * zone.
 */
export function periodOf({ from, to }: { from?: string; to?: string }, zone: string): Period {
  return {
    from: from ? DateTime.fromISO(from, { zone }) : undefined,
    until: to ? DateTime.fromISO(to, { zone }).plus({ days: 1 }) : undefined,
  }
}
