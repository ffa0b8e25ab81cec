import type { Answer, Call } from '#tests/chaos/client'
import type { StoredRows } from '#tests/chaos/stored_rows'

/** Asks a server, again while it answers 503. */
export type Ask = (call: Call) => Promise<Answer>

/** Tells whether a call is answered with a status. */
export async function isAnswered(ask: Ask, call: Call, status: number): Promise<boolean> {
  const answer = await ask(call)
  return answer.status === status
}

/** A change that was answered with success. */
export interface Acknowledged {
  /** Kind, for the summary. */
  kind: string
  /** Names the record, for people. */
  label: string
  /** Looks for the change in the databases and files. */
  isStored(rows: StoredRows): boolean | Promise<boolean>
  /** Looks for the change by the API, if that shows it. */
  isShown?(ask: Ask): Promise<boolean>
}

/** All acknowledged changes of a plan. */
export class Ledger {
  readonly entries: Acknowledged[] = []

  acknowledge(entry: Acknowledged): void {
    this.entries.push(entry)
  }

  countByKind(): Record<string, number> {
    const counts: Record<string, number> = {}
    for (const { kind } of this.entries) counts[kind] = (counts[kind] ?? 0) + 1
    return counts
  }

  /** Returns the changes that are missing, and where. */
  async lost(rows: StoredRows, ask: Ask): Promise<string[]> {
    const lost: string[] = []
    for (const { kind, label, isStored, isShown } of this.entries) {
      if (!(await isStored(rows))) lost.push(`${kind} ${label} is not stored`)
      if (isShown && !(await isShown(ask))) lost.push(`${kind} ${label} is not shown by the API`)
    }
    return lost
  }
}
