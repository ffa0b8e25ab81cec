import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { FindingTarget } from '#app/payments/ledger/finding_kinds'
import Findings from '#app/payments/ledger/findings'
import type { Difference } from '#app/payments/reconciliation/difference'

/** Opens findings about money that only the ledger knows. */
@inject()
export default class MissingAtGateway {
  constructor(private findings: Findings) {}

  async report(
    difference: Omit<Difference, 'done'>,
    target: FindingTarget,
    isDryRun: boolean
  ): Promise<Difference> {
    if (isDryRun) return { ...difference, done: 'nothing (dry run)' }
    const { gatewayId, here, orderId } = difference
    const facts = { gatewayId, state: here }
    const finding = { kind: 'missing_at_gateway', target, facts } as const
    await db.transaction((trx) =>
      this.findings.openOnce({ ...finding, orderId: orderId ?? undefined }, trx)
    )
    return { ...difference, done: 'finding opened' }
  }
}
