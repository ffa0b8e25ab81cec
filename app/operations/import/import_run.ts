import type ImportReport from '#app/operations/import/report'
import type { ThetaSource } from '#app/operations/import/source'

/** How a course is known to what refers to it. */
export interface KnownCourse {
  title: string
  /** Whole rupees. */
  price: number
  lectures: Set<string>
}

/** One run: where it reads, whether it writes, and what it has seen so far. */
export interface ImportRun {
  source: ThetaSource
  report: ImportReport
  dryRun: boolean
  /** Payments that don't say their amount are taken for the course's price of today. */
  pricesAsAmounts: boolean
  courses: Map<string, KnownCourse>
  users: Set<string>
  /** When which progress was made: the older system made it together with the payment. */
  beginnings: { userId: string; courseId: string; at: number; isTaken: boolean }[]
}
