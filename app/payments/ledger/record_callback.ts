import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import LearnerEnrolled from '#app/payments/events/learner_enrolled'
import OrderMismatch from '#app/payments/exceptions/order_mismatch'
import OrderRefunded from '#app/payments/exceptions/order_refunded'
import PaymentAlreadyUsed from '#app/payments/exceptions/payment_already_used'
import Ledger from '#app/payments/ledger/ledger'
import type LedgerCase from '#app/payments/ledger/ledger_case'
import RecordSeenPayment from '#app/payments/ledger/record_seen_payment'
import { signedPayment } from '#app/payments/ledger/seen_payment'
import type { SignedSighting } from '#app/payments/ledger/sighting'
import type { OrderState } from '#app/payments/ledger/states'

export interface RecordedCallback {
  /** The `LearnerEnrolled` to settle, if the callback has opened the course. */
  enrolled?: string
  isEnrolled: boolean
}

/** An order as a repeated callback finds it. */
interface KnownOrder {
  id: string
  state: OrderState
  userId: string
  courseId: string
  countingPaymentId: string | null
  enrollmentId: string | null
}

/** Whether the course exists is found out afterwards, when the learner's progress is started. */
const AROUND = { isCourseGone: false }

/**
 * Records the payment that a learner's browser delivered, like `RecordSighting` does for other sources. The first
 * callback of an unpaid order takes fewer statements, because learners wait for it.
 */
@inject()
export default class RecordCallback {
  constructor(
    private ledger: Ledger,
    private recordPayment: RecordSeenPayment
  ) {}

  /**
   * @throws {OrderMismatch} if the order is not this learner's for this course
   * @throws {PaymentAlreadyUsed}
   * @throws {OrderRefunded}
   */
  async handle(signed: SignedSighting): Promise<RecordedCallback> {
    const first = await this.recordFirst(signed)
    if (first) return first

    const known = await findOrder(signed)
    if (known?.userId !== signed.userId || known.courseId !== signed.courseId)
      throw new OrderMismatch()
    if (known.countingPaymentId !== signed.gatewayPaymentId) return this.recordOther(signed, known)
    if (known.state === 'refunded') throw new OrderRefunded()
    return { isEnrolled: known.enrollmentId !== null }
  }

  /** @returns undefined if the order is paid, not this learner's, or the payment is known */
  private async recordFirst(signed: SignedSighting): Promise<RecordedCallback | undefined> {
    try {
      return await db.transaction(async (trx) => {
        const kase = await this.ledger.claim(signed, trx)
        return kase && this.record(kase, signed)
      })
    } catch (error) {
      if (error instanceof PaymentAlreadyUsed) return undefined
      throw error
    }
  }

  /** Records a payment that is known from another source, or a second payment of the order. */
  private async recordOther(signed: SignedSighting, known: KnownOrder): Promise<RecordedCallback> {
    const { isCounted, state, ...recorded } = await db.transaction(async (trx) => {
      const kase = await this.ledger.open(known.id, { source: signed.source }, trx)
      const result = await this.record(kase, signed)
      return { ...result, isCounted: kase.counting !== null, state: kase.order.state }
    })
    if (!isCounted) throw new OrderMismatch()
    if (state === 'refunded') throw new OrderRefunded()
    const isEnrolled = recorded.isEnrolled || known.enrollmentId !== null
    return { ...recorded, isEnrolled }
  }

  private async record(kase: LedgerCase, { gatewayPaymentId }: SignedSighting) {
    await this.recordPayment.handle(kase, signedPayment(gatewayPaymentId, kase.order), AROUND)
    const ids = await this.ledger.write(kase)
    const enrolled = ids[kase.events.findIndex(({ event }) => event instanceof LearnerEnrolled)]
    return { enrolled, isEnrolled: enrolled !== undefined || kase.isClaimed }
  }
}

function findOrder({ gatewayOrderId }: SignedSighting): Promise<KnownOrder | null> {
  return db
    .from('orders')
    .leftJoin('payments', 'payments.order_id', 'orders.id')
    .leftJoin('enrollments', (join) =>
      join
        .on('enrollments.user_id', 'orders.user_id')
        .andOn('enrollments.course_id', 'orders.course_id')
    )
    .where('orders.gateway_order_id', gatewayOrderId)
    .select('orders.id', 'orders.state', 'orders.user_id as userId', 'orders.course_id as courseId')
    .select('payments.gateway_payment_id as countingPaymentId', 'enrollments.id as enrollmentId')
    .first()
}
