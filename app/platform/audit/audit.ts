import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId } from '#app/platform/ids'
import { reasonOf } from '#app/platform/exceptions/message_of'
import { searchable } from '#app/platform/search_text'
import { truncate } from '#app/platform/text'
import type { Actor } from '#app/platform/audit/actor'
import type { AuditAction, AuditTarget } from '#app/platform/audit/audit_actions'
import AuditEntry, { type Attributes, type Outcome } from '#app/platform/audit/audit_entry'

export interface Change {
  actor: Actor
  action: AuditAction
  target: AuditTarget
  before?: Attributes
  after?: Attributes
}

/** Attributes that are never recorded, even if a caller passes them. */
const SECRET = /password|secret|token|hash|code$/i

/** Audit log: who changed what. */
export default class Audit {
  /**
   * Writes an entry in the transaction of the change, so that either both are stored or neither.
   */
  async record(change: Change, trx: TransactionClientContract): Promise<void> {
    await AuditEntry.create(rowOf(change, 'done'), { client: trx })
  }

  /**
   * Records a change outside SQL as two entries: the intent before it, and its outcome. If the
   * process ends in between, the intent remains without an outcome.
   * @param learn returns attributes known only afterwards, such as the id of a new record
   */
  async around<T>(
    change: Change,
    make: () => Promise<T>,
    learn: (result: T) => Partial<Pick<Change, 'target' | 'after'>> = () => ({})
  ): Promise<T> {
    const { id: intentId } = await AuditEntry.create(rowOf(change, 'intended'))
    try {
      const result = await make()
      await AuditEntry.create({ ...rowOf({ ...change, ...learn(result) }, 'done'), intentId })
      return result
    } catch (cause) {
      await AuditEntry.create({
        ...rowOf(change, 'failed'),
        intentId,
        error: truncate(reasonOf(cause), 1000),
      })
      throw cause
    }
  }

  /**
   * Records one change outside SQL to many records: two entries each, with as few queries as for a
   * single record.
   */
  async aroundAll<T>(changes: Change[], make: () => Promise<T>): Promise<T> {
    const intents = changes.map((change) => ({ ...rowOf(change, 'intended'), id: newId() }))
    await AuditEntry.addAll(intents)
    const follow = (outcome: Outcome, error?: string) =>
      AuditEntry.addAll(
        intents.map(({ id: intentId, ...row }) => ({ ...row, intentId, outcome, error }))
      )
    try {
      const result = await make()
      await follow('done')
      return result
    } catch (cause) {
      await follow('failed', truncate(reasonOf(cause), 1000))
      throw cause
    }
  }
}

function rowOf({ actor, action, target, before, after }: Change, outcome: Outcome) {
  return {
    actorId: actor.userId,
    actorLabel: truncate(actor.label, 255),
    actorSearchText: searchable(truncate(actor.label, 255)),
    channel: actor.channel,
    ip: actor.ip,
    userAgent: actor.userAgent && truncate(actor.userAgent, 500),
    action,
    targetKind: target.kind,
    targetId: target.id,
    targetLabel: target.label,
    targetSearchText: searchable(target.label),
    outcome,
    before: withoutSecrets(before),
    after: withoutSecrets(after),
  }
}

function withoutSecrets(attributes: Attributes | undefined): Attributes | null {
  if (!attributes) return null
  return JSON.parse(
    JSON.stringify(attributes, (name, value) => (SECRET.test(name) ? '(not recorded)' : value))
  )
}
