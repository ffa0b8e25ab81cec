import type { DateTime } from 'luxon'
import { column } from '@adonisjs/lucid/orm'
import { DatedRow } from '#app/platform/sql/row'

/** A comparison of a span of time with the gateway, which another process continues if its own ends. */
export default class Reconciliation extends DatedRow {
  /** Describes what was asked for; a repeated request continues the interrupted one. */
  @column()
  declare request: string

  @column.dateTime()
  declare spanStart: DateTime

  @column.dateTime()
  declare spanEnd: DateTime

  /** Everything before it has been compared. */
  @column.dateTime()
  declare position: DateTime

  @column()
  declare differences: number

  @column.dateTime()
  declare finishedAt: DateTime | null

  /** Set while a process compares. */
  @column()
  declare lock: string | null

  @column.dateTime()
  declare lockedUntil: DateTime | null
}
