import { inject } from '@adonisjs/core'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import Clock from '#app/platform/clock'
import { newId } from '#app/platform/ids'
import { sqlTime } from '#app/platform/sql/time'
import type { FindingKind, FindingTarget } from '#app/payments/ledger/finding_kinds'
import Finding from '#app/payments/models/finding'

export interface NewFinding {
  kind: FindingKind
  target: FindingTarget
  orderId?: string
  /** Amounts, ids and reasons that explain it to administrators. */
  facts?: Record<string, unknown>
}

/** Opens findings, and solves those that have resolved themselves. */
@inject()
export default class Findings {
  constructor(private clock: Clock) {}

  /** Does nothing if the same finding is open. */
  async open(
    { kind, target, orderId, facts = {} }: NewFinding,
    trx: TransactionClientContract
  ): Promise<void> {
    const row = {
      id: newId(),
      kind,
      target_kind: target.kind,
      target_id: target.id,
      order_id: orderId ?? null,
      facts: JSON.stringify(facts),
      state: 'open',
      created_at: sqlTime(this.clock.now()),
    }
    await trx.knexQuery().insert(row).into(Finding.table).onConflict().ignore()
  }

  /** Does nothing if the same finding was ever opened, even if it was solved. */
  async openOnce(finding: NewFinding, trx: TransactionClientContract): Promise<void> {
    const { kind, target } = finding
    const same = { kind, targetKind: target.kind, targetId: target.id }
    if (await Finding.query({ client: trx }).where(same).first()) return
    await this.open(finding, trx)
  }

  /** Solves a finding whose cause has ended; does nothing if it is not open. */
  async resolve(
    { kind, target, note }: Pick<NewFinding, 'kind' | 'target'> & { note: string },
    trx: TransactionClientContract
  ): Promise<void> {
    await Finding.query({ client: trx })
      .where({ kind, targetKind: target.kind, targetId: target.id, state: 'open' })
      .update({ state: 'solved', solution: 'system', note, solvedAt: sqlTime(this.clock.now()) })
  }
}
