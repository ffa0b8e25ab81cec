import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId } from '#app/platform/ids'
import Outbox from '#app/platform/outbox/outbox'
import { sqlTime } from '#app/platform/sql/time'
import EnrollUser from '#app/accounts/actions/enroll_user'
import LearnerEnrolled from '#app/payments/events/learner_enrolled'
import OrderMismatch from '#app/payments/exceptions/order_mismatch'
import PaymentAlreadyUsed from '#app/payments/exceptions/payment_already_used'
import Order from '#app/payments/models/order'

interface GenuinePayment {
  userId: string
  courseId: string
  gatewayOrderId: string
  gatewayPaymentId: string
}

/** Stores a payment that the gateway has signed, and the enrollment that it buys: once for each order. */
@inject()
export default class RecordPayment {
  constructor(
    private enrollUser: EnrollUser,
    private outbox: Outbox
  ) {}

  /**
   * @throws {OrderMismatch}
   * @throws {PaymentAlreadyUsed}
   */
  async handle({ userId, courseId, gatewayOrderId, gatewayPaymentId }: GenuinePayment) {
    await db.transaction(async (trx) => {
      const order = await Order.query({ client: trx }).where({ gatewayOrderId }).forUpdate().first()
      if (order?.userId !== userId || order.courseId !== courseId) throw new OrderMismatch()
      if (order.paidAt) return

      await this.store({ order, gatewayPaymentId }, trx)
      await order.merge({ paidAt: DateTime.utc() }).save()
      await this.enrollUser.handle({ userId, courseId }, trx)
      await this.outbox.add(new LearnerEnrolled({ userId, courseId }), trx)
    })
  }

  /** The lock on the order leaves one conflict: the payment belongs to another order. */
  private async store(
    { order, gatewayPaymentId }: { order: Order; gatewayPaymentId: string },
    trx: TransactionClientContract
  ) {
    const row = {
      id: newId(),
      order_id: order.id,
      gateway_payment_id: gatewayPaymentId,
      user_id: order.userId,
      course_id: order.courseId,
      amount_in_paise: order.amountInPaise,
      currency: order.currency,
      created_at: sqlTime(DateTime.utc()),
    }
    const query = trx.knexQuery().insert(row).into('payments').onConflict().ignore()
    const stored = await query.returning('id')
    if (stored.length === 0) throw new PaymentAlreadyUsed()
  }
}
