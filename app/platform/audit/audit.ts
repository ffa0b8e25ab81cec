import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId } from '#app/platform/ids'
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

/** Members that are kept out whatever a caller passes. */
const SECRET = /password|secret|token|hash|code$/i

/** The audit log: what was changed, by whom. */
export default class Audit {
  /** Writes an entry in the change's own transaction: the one is there if and only if the other is. */
  async record(change: Change, trx: TransactionClientContract): Promise<void> {
    await AuditEntry.create(rowOf(change, 'done'), { client: trx })
  }

  /**
   * Makes a change outside SQL between two entries: what is intended, and what became of it. If the process ends in
   * between, the first stays alone and says so.
   * @param learn what is known only afterwards, such as the id of what was made
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
      await AuditEntry.create({ ...rowOf(change, 'failed'), intentId, error: wordsOf(cause) })
      throw cause
    }
  }

  /** Makes one change outside SQL that concerns many records: each gets its two entries, by as few queries as one. */
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
      await follow('failed', wordsOf(cause))
      throw cause
    }
  }
}

function wordsOf(cause: unknown): string {
  return cause instanceof Error ? truncate(cause.message, 1000) : 'unknown'
}

function rowOf({ actor, action, target, before, after }: Change, outcome: Outcome) {
  return {
    actorId: actor.userId,
    actorLabel: truncate(actor.label, 255),
    channel: actor.channel,
    ip: actor.ip,
    userAgent: actor.userAgent && truncate(actor.userAgent, 500),
    action,
    targetKind: target.kind,
    targetId: target.id,
    targetLabel: target.label,
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
