export const KINDS = [
  'courses',
  'lectures',
  'users',
  'enrollments',
  'progress',
  'payments',
] as const
export type Kind = (typeof KINDS)[number]

export interface Count {
  read: number
  imported: number
  /** Documents that already existed and were left unchanged. */
  already: number
  refused: number
}

export interface Remark {
  kind: Kind
  /** Id of the document, if it has one. */
  id: string
  /** True if the document was skipped; otherwise it was imported with changes. */
  refused: boolean
  sentence: string
}

/** Outcome of each document. */
export default class ImportReport {
  readonly counts = Object.fromEntries(
    KINDS.map((kind) => [kind, { read: 0, imported: 0, already: 0, refused: 0 }])
  ) as Record<Kind, Count>

  readonly remarks: Remark[] = []

  /** Collections that were empty or missing. */
  ignored: string[] = []

  read(kind: Kind) {
    this.counts[kind].read++
  }

  done(kind: Kind, became: 'imported' | 'already') {
    this.counts[kind][became]++
  }

  refuse(kind: Kind, id: unknown, sentence: string) {
    this.counts[kind].refused++
    this.remarks.push({ kind, id: String(id), refused: true, sentence })
  }

  note(kind: Kind, id: unknown, sentence: string) {
    this.remarks.push({ kind, id: String(id), refused: false, sentence })
  }
}
