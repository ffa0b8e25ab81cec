import { column } from '@adonisjs/lucid/orm'
import { DatedRow } from '#app/platform/sql/row'
import type { Source } from '#app/payments/ledger/states'

export type LedgerTarget = 'order' | 'payment' | 'refund' | 'dispute' | 'enrollment'

export type LedgerFacts = Record<string, unknown>

/** A change of an order or of what belongs to it. Entries are never modified. */
export default class LedgerEntry extends DatedRow {
  @column()
  declare orderId: string

  /** Position among the entries of the order. */
  @column()
  declare number: number

  @column()
  declare targetKind: LedgerTarget

  @column()
  declare targetId: string

  @column()
  declare fromState: string | null

  @column()
  declare toState: string

  @column()
  declare source: Source

  @column()
  declare actorId: string | null

  @column()
  declare actorLabel: string | null

  @column({
    consume: (facts: string) => JSON.parse(facts),
    prepare: (facts: object) => JSON.stringify(facts),
  })
  declare facts: LedgerFacts
}
