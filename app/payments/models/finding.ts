import type { DateTime } from 'luxon'
import { belongsTo, column } from '@adonisjs/lucid/orm'
import { DatedRow } from '#app/platform/sql/row'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { FindingKind, FindingTarget, Solution } from '#app/payments/ledger/finding_kinds'
import Order from '#app/payments/models/order'

export type FindingState = 'open' | 'solved'

/** A contradiction about money, which a person has to look at. There is at most one open finding per kind and target. */
export default class Finding extends DatedRow {
  @column()
  declare kind: FindingKind

  @column()
  declare targetKind: FindingTarget['kind']

  @column()
  declare targetId: string

  @column()
  declare orderId: string | null

  @column({
    consume: (facts: string) => JSON.parse(facts),
    prepare: (facts: object) => JSON.stringify(facts),
  })
  declare facts: Record<string, unknown>

  @column()
  declare state: FindingState

  /** `system` if the application solved it. */
  @column()
  declare solution: Solution | 'system' | null

  @column()
  declare note: string | null

  @column()
  declare solvedBy: string | null

  @column.dateTime()
  declare solvedAt: DateTime | null

  @belongsTo(() => Order)
  declare order: BelongsTo<typeof Order>
}
