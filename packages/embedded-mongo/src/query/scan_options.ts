import type { Pause } from '../pause.ts'

/** What a query has looked at so far, as `explain` reports it. */
export interface ScanStatistics {
  keysExamined: number
  docsExamined: number
}

export interface ScanOptions {
  pause: Pause
  statistics: ScanStatistics
  /** About how many documents will be taken; the first read is as short as that. */
  expected?: number
}
