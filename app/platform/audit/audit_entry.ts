import { DateTime } from 'luxon'
import { column } from '@adonisjs/lucid/orm'
import { DatedRow } from '#app/platform/sql/row'
import db from '@adonisjs/lucid/services/db'
import type { ModelAttributes } from '@adonisjs/lucid/types/model'
import { newId } from '#app/platform/ids'
import { sqlTime } from '#app/platform/sql/time'
import type { Actor } from '#app/platform/audit/actor'
import type { AuditAction, AuditTargetKind } from '#app/platform/audit/audit_actions'

/**
 * `intended` is written before a change outside SQL and is followed by one of the other outcomes.
 */
export type Outcome = 'intended' | 'done' | 'failed'

/** Attributes of the target that the change concerns. */
export type Attributes = Record<string, unknown>

/** Keeps a statement below the number of bindings that SQL engines allow. */
const ADDED_AT_ONCE = 500

const attributes = {
  prepare: (value: Attributes | null) => value && JSON.stringify(value),
  consume: (value: string | null) => value && (JSON.parse(value) as Attributes),
}

/** Audit log entry: who did what to what, when, and from where. Entries are never modified. */
export default class AuditEntry extends DatedRow {
  @column()
  declare actorId: string | null

  @column()
  declare actorLabel: string

  /** Label as it is searched (`searchable`). */
  @column()
  declare actorSearchText: string

  @column()
  declare channel: Actor['channel']

  @column()
  declare ip: string | null

  @column()
  declare userAgent: string | null

  @column()
  declare action: AuditAction

  @column({ columnName: 'thing_kind' })
  declare targetKind: AuditTargetKind

  @column({ columnName: 'thing_id' })
  declare targetId: string | null

  @column({ columnName: 'thing_label' })
  declare targetLabel: string

  @column({ columnName: 'thing_search_text' })
  declare targetSearchText: string

  @column()
  declare outcome: Outcome

  /** Id of the entry that recorded the intent. */
  @column()
  declare intentId: string | null

  @column(attributes)
  declare before: Attributes | null

  @column(attributes)
  declare after: Attributes | null

  @column()
  declare error: string | null

  /** Inserts entries in batches of a few hundred; Lucid would insert them one by one. */
  static async addAll(entries: Partial<ModelAttributes<AuditEntry>>[]): Promise<void> {
    const now = sqlTime(DateTime.utc())
    const rows = entries.map(({ before = null, after = null, ...entry }) => {
      const row = {
        id: newId(),
        createdAt: now,
        ...entry,
        before: attributes.prepare(before),
        after: attributes.prepare(after),
      }
      return Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          AuditEntry.$keys.attributesToColumns.get(name, name),
          value ?? null,
        ])
      )
    })
    for (let added = 0; added < rows.length; added += ADDED_AT_ONCE)
      await db.table(AuditEntry.table).multiInsert(rows.slice(added, added + ADDED_AT_ONCE))
  }
}
