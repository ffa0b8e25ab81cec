import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import Clock from '#app/platform/clock'
import { sqlTime } from '#app/platform/sql/time'
import GiveBack from '#app/payments/ledger/give_back'
import Ledger from '#app/payments/ledger/ledger'
import Order from '#app/payments/models/order'
import ReportedPayment from '#app/payments/models/reported_payment'

/** Age of orders that may have bought a course which was deleted just then; older ones have been used. */
const JUST_PAID = { hours: 24 }

/** Gives a payment back, as soon as it is captured, whose course turned out to be deleted when it was opened. */
@inject()
export default class NoteCourseGone {
  constructor(
    private ledger: Ledger,
    private giveBack: GiveBack,
    private clock: Clock
  ) {}

  async handle(learner: { userId: string; courseId: string }): Promise<void> {
    const orders = await Order.query()
      .where(learner)
      .where('state', 'paid')
      .where('paidAt', '>=', sqlTime(this.clock.now().minus(JUST_PAID)))
    for (const { id } of orders) await this.note(id)
  }

  private async note(orderId: string): Promise<void> {
    await db.transaction(async (trx) => {
      const kase = await this.ledger.open(orderId, { source: 'system' }, trx)
      const payment = await ReportedPayment.query({ client: trx })
        .where('gatewayPaymentId', kase.counting?.gatewayPaymentId ?? '')
        .forUpdate()
        .first()
      if (!payment || payment.giveBackCause) return
      await payment.merge({ giveBackCause: 'course_gone' }).save()
      const facts = { cause: 'course_gone' }
      kase.note({ kind: 'enrollment', id: orderId, from: 'open', to: 'ended', facts })
      if (payment.capturedAt) await this.giveBack.handle(kase, payment, 'course_gone')
      if (payment.$isDirty) await payment.save()
      await this.ledger.write(kase)
    })
  }
}
