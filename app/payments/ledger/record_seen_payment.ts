import { inject } from '@adonisjs/core'
import { newId } from '#app/platform/ids'
import { isUniqueViolation } from '#app/platform/sql/unique_violation'
import RedeemCoupon from '#app/payments/actions/redeem_coupon'
import PaymentCaptured from '#app/payments/events/payment_captured'
import PaymentAlreadyUsed from '#app/payments/exceptions/payment_already_used'
import type { GatewayOrder } from '#app/payments/gateways/gateway_entities'
import Access from '#app/payments/ledger/access'
import Findings from '#app/payments/ledger/findings'
import GiveBack from '#app/payments/ledger/give_back'
import type LedgerCase from '#app/payments/ledger/ledger_case'
import { CONFIRMED_AFTER } from '#app/payments/ledger/ledger_case'
import RefundEffects from '#app/payments/ledger/refund_effects'
import {
  failureOf,
  mismatchOf,
  type SeenPayment,
  snapshotOf,
} from '#app/payments/ledger/seen_payment'
import { higherPaymentState } from '#app/payments/ledger/states'
import Payment from '#app/payments/models/payment'
import ReportedPayment from '#app/payments/models/reported_payment'

/** Knowledge from outside the SQL database, collected before the transaction. */
export interface Surroundings {
  isCourseGone: boolean
  /** The gateway's order, if it was fetched. */
  gatewayOrder?: GatewayOrder
}

/** Authorized payments are read after a minute: by then they are captured as a rule. */
const READ_AFTER = { seconds: 60 }

/** Records a payment that a source saw, and everything that follows from it for its order. */
@inject()
export default class RecordSeenPayment {
  constructor(
    private access: Access,
    private findings: Findings,
    private giveBack: GiveBack,
    private refundEffects: RefundEffects,
    private redeemCoupon: RedeemCoupon
  ) {}

  /** @throws {PaymentAlreadyUsed} if it belongs to another order */
  async handle(kase: LedgerCase, seen: SeenPayment, around: Surroundings): Promise<void> {
    const { payment, isNewlyCaptured } = await this.store(kase, seen)
    const wasCounting = kase.counts(payment)
    if (payment.state !== 'created') kase.raiseOrder('attempted')
    if (seen.isNeverCaptured) await this.closeUncaptured(kase, payment)
    else if (seen.isSigned || isNewlyCaptured) await this.pay(kase, payment, around)
    else if (payment.state === 'authorized') kase.checkBy(kase.now.plus(READ_AFTER))

    await save(payment, kase)
    if (isNewlyCaptured) await this.capture(kase, payment, around)
    const isNewlyCounting = !wasCounting && kase.counts(payment)
    if (kase.isClaimed || !(isNewlyCaptured || isNewlyCounting)) return
    await this.refundEffects.followPayment(kase, payment)
    await save(payment, kase)
  }

  /** Raises the stored payment's state, and keeps the latest details with it. */
  private async store(kase: LedgerCase, seen: SeenPayment) {
    const { gatewayPaymentId, entity } = seen
    const known = kase.isClaimed ? null : await find(gatewayPaymentId, kase)
    if (known && known.orderId !== kase.order.id) throw new PaymentAlreadyUsed()

    const payment = known ?? newPayment(kase, seen)
    const from = known ? known.state : null
    const state = known ? higherPaymentState(known.state, seen.state) : seen.state
    const isNewlyCaptured = seen.isCaptured && !payment.capturedAt
    const isNews = state !== from || isNewlyCaptured || (entity && !payment.snapshot)
    if (entity && isNews) payment.merge(detailsOf(entity))
    if (isNewlyCaptured) payment.capturedAt = kase.now
    payment.state = state
    if (state !== from) {
      const { amountInPaise, currency, error } = payment
      const facts = { gatewayPaymentId, amountInPaise, currency, error: error ?? undefined }
      kase.note({ kind: 'payment', id: payment.id, from, to: state, facts })
    }
    return { payment, isNewlyCaptured }
  }

  /** Makes a payment count for its order, unless another one does or it does not fit. */
  private async pay(kase: LedgerCase, payment: ReportedPayment, around: Surroundings) {
    const { gatewayPaymentId, capturedAt } = payment
    if (kase.counting) {
      if (kase.counts(payment)) return
      payment.giveBackCause ??= 'second_payment'
      if (!capturedAt) kase.checkBy(kase.now.plus(CONFIRMED_AFTER))
      return
    }
    if (mismatchOf(kase.order, payment, around.gatewayOrder)) return

    kase.markPaid({ gatewayPaymentId }, { isCaptured: capturedAt !== null })
    kase.counting = await countPayment(kase, payment)
    await this.redeem(kase)
    payment.giveBackCause = (await this.access.open(kase, around)) ?? null
  }

  /** The order's amount holds, even if others have used its coupon up since. */
  private async redeem({ order, trx }: LedgerCase) {
    const isOverLimit = await this.redeemCoupon.handle(order, trx)
    if (!isOverLimit) return
    const target = { kind: 'order', id: order.id } as const
    const facts = { coupon: order.couponCode }
    await this.findings.open({ kind: 'coupon_over_limit', target, orderId: order.id, facts }, trx)
  }

  /** The money is ours now: either it buys the course, or it has to be given back or explained. */
  private async capture(kase: LedgerCase, payment: ReportedPayment, around: Surroundings) {
    const { order, counting } = kase
    if (payment.giveBackCause) {
      await this.giveBack.handle(kase, payment, payment.giveBackCause)
    } else {
      const mismatch = mismatchOf(order, payment, around.gatewayOrder)
      if (mismatch) await this.findMismatch(kase, payment, mismatch)
      else if (counting)
        kase.emit(new PaymentCaptured({ orderId: order.id, paymentId: counting.id }))
      if (!mismatch) payment.surplusInPaise = payment.amountInPaise - order.amountInPaise
    }
    if (kase.counts(payment)) order.nextCheckAt = null
  }

  private async findMismatch(
    { order, trx }: LedgerCase,
    payment: ReportedPayment,
    kind: 'amount_mismatch' | 'currency_mismatch'
  ) {
    const { id, amountInPaise, currency } = payment
    const facts = { amountInPaise, currency, orderAmountInPaise: order.amountInPaise }
    await this.findings.open(
      { kind, target: { kind: 'payment', id }, orderId: order.id, facts },
      trx
    )
  }

  /** The gateway has given back a payment that nobody captured, so the order was never really paid. */
  private async closeUncaptured(kase: LedgerCase, payment: ReportedPayment) {
    if (payment.capturedAt) return
    const { id, gatewayPaymentId, state, amountInPaise } = payment
    const facts = { gatewayPaymentId, isCaptured: false }
    if (state !== 'refunded') kase.note({ kind: 'payment', id, from: state, to: 'refunded', facts })
    payment.state = 'refunded'
    if (!kase.counts(payment)) return

    const { order, trx } = kase
    order.refundedInPaise = Math.max(order.refundedInPaise, amountInPaise)
    order.nextCheckAt = null
    const wasOpen = state !== 'refunded'
    kase.raiseOrder('refunded', facts)
    if (wasOpen) await this.access.end(kase, facts)
    const target = { kind: 'payment', id } as const
    await this.findings.openOnce(
      { kind: 'payment_not_captured', target, orderId: order.id, facts },
      trx
    )
  }
}

function find(gatewayPaymentId: string, { trx }: LedgerCase): Promise<ReportedPayment | null> {
  return ReportedPayment.query({ client: trx }).where({ gatewayPaymentId }).forUpdate().first()
}

function newPayment({ order }: LedgerCase, seen: SeenPayment): ReportedPayment {
  const { gatewayPaymentId, amountInPaise, currency, state } = seen
  const money = { amountInPaise, currency, surplusInPaise: 0 }
  const empty = { isInternational: false, giveBackCause: null, capturedAt: null, snapshot: null }
  const ids = { id: newId(), gatewayPaymentId, orderId: order.id }
  return new ReportedPayment().merge({ ...ids, state, ...money, ...empty })
}

/** Since the order is locked, the only possible conflict is that another order has just got the payment. */
async function save(payment: ReportedPayment | Payment, { trx }: LedgerCase): Promise<void> {
  try {
    await payment.useTransaction(trx).save()
  } catch (error) {
    throw isUniqueViolation(error) ? new PaymentAlreadyUsed() : error
  }
}

function detailsOf(entity: NonNullable<SeenPayment['entity']>) {
  const { amount, currency, method, international, fee, tax } = entity
  return {
    amountInPaise: amount,
    currency,
    method: method ?? null,
    isInternational: international ?? false,
    feeInPaise: fee ?? null,
    taxInPaise: tax ?? null,
    error: failureOf(entity),
    snapshot: snapshotOf(entity),
  }
}

/** Stores the payment that counts. Its amount is the order's, whatever fee was added. */
async function countPayment(kase: LedgerCase, { gatewayPaymentId }: ReportedPayment) {
  const { id: orderId, userId, courseId, amountInPaise, currency } = kase.order
  const money = { amountInPaise, currency, createdAt: kase.now }
  const payment = new Payment().merge({ orderId, gatewayPaymentId, userId, courseId, ...money })
  await save(payment, kase)
  return payment
}
