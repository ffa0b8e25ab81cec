import type { Pause } from '../pause.ts'

/** The keys and documents examined so far, as reported by `explain`. */
export interface ScanStatistics {
  keysExamined: number
  docsExamined: number
}

export interface ScanOptions {
  pause: Pause
  statistics: ScanStatistics
  /** Approximate number of documents that will be used. It limits the first read. */
  expected?: number
}
