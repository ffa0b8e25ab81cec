import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import Clock from '#app/platform/clock'
import GrantEnrollment from '#app/payments/actions/grant_enrollment'
import HandleWebhookEvent from '#app/payments/actions/handle_webhook_event'
import KeepPayment from '#app/payments/actions/keep_payment'
import RequestRefund from '#app/payments/actions/request_refund'
import SendRefund from '#app/payments/actions/send_refund'
import FindingSolved from '#app/payments/exceptions/finding_solved'
import PersonEnrolledAlready from '#app/payments/exceptions/person_enrolled_already'
import SolutionNotOffered from '#app/payments/exceptions/solution_not_offered'
import type { Solution } from '#app/payments/ledger/finding_kinds'
import { solutionsOf } from '#app/payments/ledger/solutions'
import Finding from '#app/payments/models/finding'
import Order from '#app/payments/models/order'
import Refund from '#app/payments/models/refund'
import ReportedPayment from '#app/payments/models/reported_payment'

interface Wanted {
  actor: Actor
  findingId: string
  action: Solution
  note: string
}

/** Solves a finding: accepts it, refunds the payment, enrolls the learner, or tries again what failed. */
@inject()
export default class SolveFinding {
  constructor(
    private requestRefund: RequestRefund,
    private sendRefund: SendRefund,
    private grantEnrollment: GrantEnrollment,
    private handleWebhookEvent: HandleWebhookEvent,
    private keepPayment: KeepPayment,
    private audit: Audit,
    private clock: Clock
  ) {}

  /**
   * @throws {FindingSolved | SolutionNotOffered}
   * @throws an error of the refund, enrollment or retry, which leaves the finding open
   */
  async handle(wanted: Wanted): Promise<Finding> {
    const finding = await Finding.findOrFail(wanted.findingId)
    if (finding.state !== 'open') throw new FindingSolved()
    if (!solutionsOf(finding).includes(wanted.action)) throw new SolutionNotOffered()
    await this.act(finding, wanted)
    return this.close(wanted)
  }

  private async act(finding: Finding, wanted: Wanted): Promise<unknown> {
    switch (wanted.action) {
      case 'accept':
        return this.keepPayment.handle({ finding, actor: wanted.actor })
      case 'refund':
        return this.refund(finding, wanted)
      case 'enroll':
        return this.enroll(finding, wanted)
      case 'retry':
        return this.retry(finding, wanted)
    }
  }

  private async refund({ id, orderId, targetKind, targetId }: Finding, { actor, note }: Wanted) {
    if (!orderId) throw new SolutionNotOffered()
    const payment = targetKind === 'payment' ? await ReportedPayment.findOrFail(targetId) : null
    const gatewayPaymentId = payment?.gatewayPaymentId
    const refund = { actor, orderId, gatewayPaymentId, reason: note, requestKey: `finding-${id}` }
    await this.requestRefund.handle(refund)
  }

  private async enroll({ orderId }: Finding, { actor, note }: Wanted) {
    if (!orderId) throw new SolutionNotOffered()
    const { userId, courseId } = await Order.findOrFail(orderId)
    try {
      await this.grantEnrollment.handle({ actor, userId, courseId, reason: note })
    } catch (error) {
      if (!(error instanceof PersonEnrolledAlready)) throw error
    }
  }

  private async retry({ id, kind, targetId }: Finding, { actor, note }: Wanted) {
    if (kind === 'event_failed') {
      const { state } = await this.handleWebhookEvent.handle({ eventId: targetId })
      if (state === 'failed') throw new SolutionNotOffered()
      return
    }
    if (kind === 'refund_unknown') return this.sendRefund.handle({ refundId: targetId })
    const failed = await Refund.query().where('id', targetId).preload('payment').firstOrFail()
    const { orderId, amountInPaise, payment, keepsEnrollment } = failed
    const speed = failed.speed === 'optimum' ? 'optimum' : 'normal'
    const { gatewayPaymentId } = payment
    const again = { orderId, gatewayPaymentId, amountInPaise, speed, keepsEnrollment } as const
    const requestKey = `finding-${id}`
    await this.requestRefund.handle({ ...again, actor, reason: note, requestKey })
  }

  /** The retry may have solved it already; the administrator's note then replaces the automatic one. */
  private async close({ actor, findingId, action, note }: Wanted): Promise<Finding> {
    return db.transaction(async (trx) => {
      const finding = await Finding.query({ client: trx })
        .where('id', findingId)
        .forUpdate()
        .firstOrFail()
      if (finding.state === 'solved' && finding.solution !== 'system') throw new FindingSolved()
      const solvedBy = actor.label
      const solved = { state: 'solved', solution: action, solvedBy, solvedAt: this.clock.now() }
      await finding.merge({ ...(solved as Partial<Finding>), note }).save()
      const target = { kind: 'finding', id: finding.id, label: finding.kind } as const
      const after = { solution: action, note, orderId: finding.orderId }
      await this.audit.record({ actor, action: 'finding.solved', target, after }, trx)
      return finding
    })
  }
}
