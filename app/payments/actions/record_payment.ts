import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId } from '#app/platform/ids'
import Outbox from '#app/platform/outbox/outbox'
import { sqlTime } from '#app/platform/sql/time'
import EnrollUser from '#app/accounts/actions/enroll_user'
import LearnerEnrolled, { SETTLED_WITHIN } from '#app/payments/events/learner_enrolled'
import SendCourseMail from '#app/payments/events/send_course_mail'
import OrderMismatch from '#app/payments/exceptions/order_mismatch'
import PaymentAlreadyUsed from '#app/payments/exceptions/payment_already_used'
import Order from '#app/payments/models/order'

interface GenuinePayment {
  userId: string
  courseId: string
  gatewayOrderId: string
  gatewayPaymentId: string
}

/** Stores a signed payment and the resulting enrollment, once per order. */
@inject()
export default class RecordPayment {
  constructor(
    private enrollUser: EnrollUser,
    private outbox: Outbox
  ) {}

  /**
   * @returns the `LearnerEnrolled` to settle; undefined if the payment was already recorded
   * @throws {OrderMismatch}
   * @throws {PaymentAlreadyUsed}
   */
  async handle(payment: GenuinePayment): Promise<string | undefined> {
    const { userId, courseId, gatewayOrderId, gatewayPaymentId } = payment
    return db.transaction(async (trx) => {
      const order = await Order.query({ client: trx }).where({ gatewayOrderId }).forUpdate().first()
      if (order?.userId !== userId || order.courseId !== courseId) throw new OrderMismatch()
      if (order.paidAt) return undefined

      await this.store({ order, gatewayPaymentId }, trx)
      await order.merge({ paidAt: DateTime.utc() }).save()
      await this.enrollUser.handle({ userId, courseId }, trx)
      await this.outbox.add(new SendCourseMail({ userId, courseId }), trx)
      return this.outbox.intend(new LearnerEnrolled({ userId, courseId }), SETTLED_WITHIN, trx)
    })
  }

  /** Since the order is locked, the only possible conflict is that the payment belongs to another order. */
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
