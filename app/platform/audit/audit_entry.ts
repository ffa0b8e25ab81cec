import type { DateTime } from 'luxon'
import { BaseModel, beforeCreate, column } from '@adonisjs/lucid/orm'
import { newId } from '#app/platform/ids'
import type { Actor } from '#app/platform/audit/actor'
import type { AuditAction, ThingKind } from '#app/platform/audit/audit_actions'

/** `intended` is written ahead of a change outside SQL, and followed by one of the others. */
export type Outcome = 'intended' | 'done' | 'failed'

export type Facts = Record<string, unknown>

const facts = {
  prepare: (value: Facts | null) => value && JSON.stringify(value),
  consume: (value: string | null) => value && (JSON.parse(value) as Facts),
}

/** One change: who did what to what, when, from where. Added, and never changed. */
export default class AuditEntry extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare actorId: string | null

  @column()
  declare actorLabel: string

  @column()
  declare channel: Actor['channel']

  @column()
  declare ip: string | null

  @column()
  declare userAgent: string | null

  @column()
  declare action: AuditAction

  @column()
  declare thingKind: ThingKind

  @column()
  declare thingId: string | null

  @column()
  declare thingLabel: string

  @column()
  declare outcome: Outcome

  /** The entry that announced this change. */
  @column()
  declare intentId: string | null

  @column(facts)
  declare before: Facts | null

  @column(facts)
  declare after: Facts | null

  @column()
  declare error: string | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @beforeCreate()
  static assignId(entry: AuditEntry) {
    entry.id ??= newId()
  }
}
