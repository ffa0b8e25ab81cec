import type ImportReport from '#app/operations/import/report'
import type { ThetaSource } from '#app/operations/import/source'

/** Imported course, for documents that refer to it. */
export interface KnownCourse {
  title: string
  /** Whole rupees. */
  price: number
  lectures: Set<string>
}

/** State of one run: source, dry-run flag and documents seen so far. */
export interface ImportRun {
  source: ThetaSource
  report: ImportReport
  dryRun: boolean
  /** Payments without an amount get the course's current price. */
  pricesAsAmounts: boolean
  courses: Map<string, KnownCourse>
  users: Set<string>
  /** Creation times of progress, since the old system created it together with the payment. */
  beginnings: { userId: string; courseId: string; at: number; isTaken: boolean }[]
}
