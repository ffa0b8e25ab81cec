import type { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import Clock from '#app/platform/clock'
import Ledger from '#app/payments/ledger/ledger'
import type Order from '#app/payments/models/order'
import ReportedPayment from '#app/payments/models/reported_payment'
import { isExpired, nextCheckAfter } from '#app/payments/reconciliation/check_times'

/** Decides after a check when the gateway is asked about an order again, and lets unpaid ones expire. */
@inject()
export default class PlanOrderCheck {
  constructor(
    private ledger: Ledger,
    private clock: Clock
  ) {}

  /** @param dueAt time of the check that was just made: an earlier time that was set meanwhile is kept */
  async handle({ orderId, dueAt }: { orderId: string; dueAt: DateTime | null }): Promise<void> {
    await db.transaction(async (trx) => {
      const kase = await this.ledger.open(orderId, { source: 'reconciliation' }, trx)
      const { order } = kase
      order.checks += 1
      const isUnpaid = order.state === 'created' || order.state === 'attempted'
      if (isUnpaid && isExpired(order.createdAt, kase.now)) kase.raiseOrder('expired')

      const wasMoved = order.nextCheckAt && dueAt && !order.nextCheckAt.equals(dueAt)
      if (!wasMoved) order.nextCheckAt = await this.nextCheckOf(order, trx)
      await this.ledger.write(kase)
    })
  }

  private async nextCheckOf(order: Order, trx: TransactionClientContract) {
    const now = this.clock.now()
    const undecided = await ReportedPayment.query({ client: trx })
      .where({ orderId: order.id, state: 'authorized' })
      .orderBy('createdAt', 'desc')
      .first()
    if (undecided) return nextCheckAfter(undecided.createdAt, now)
    const isUnpaid = order.state === 'created' || order.state === 'attempted'
    return isUnpaid ? nextCheckAfter(order.createdAt, now) : null
  }
}
