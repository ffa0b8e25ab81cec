import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import Clock from '#app/platform/clock'
import GatewayRefused from '#app/payments/exceptions/gateway_refused'
import GatewayUnavailable from '#app/payments/exceptions/gateway_unavailable'
import type { GatewayRefund } from '#app/payments/gateways/gateway_entities'
import PaymentGateway, { type RefundRequest } from '#app/payments/gateways/payment_gateway'
import Findings from '#app/payments/ledger/findings'
import RecordSighting from '#app/payments/ledger/record_sighting'
import RejectRefund from '#app/payments/ledger/reject_refund'
import Refund from '#app/payments/models/refund'

/** Time after which a refund with an unknown outcome becomes a finding. */
const UNKNOWN_AFTER = { hours: 24 }

/**
 * Asks the gateway for a requested refund. It may run any number of times: the body is stored before the first request
 * and repeated unchanged under the same key, after looking for the refund at the gateway.
 */
@inject()
export default class SendRefund {
  constructor(
    private gateway: PaymentGateway,
    private recordSighting: RecordSighting,
    private rejectRefund: RejectRefund,
    private findings: Findings,
    private clock: Clock
  ) {}

  /** @throws {GatewayUnavailable} if the outcome is unknown, so that the job is repeated */
  async handle({ refundId }: { refundId: string }): Promise<void> {
    const refund = await Refund.query().where('id', refundId).preload('payment').firstOrFail()
    if (refund.state !== 'requested') return
    try {
      const made = (await this.findEarlier(refund)) ?? (await this.send(refund))
      await this.recordSighting.handle({ source: 'system', isFetched: true, refunds: [made] })
    } catch (error) {
      if (error instanceof GatewayUnavailable) await this.noteUnknown(refund)
      throw error
    }
  }

  /** Looks for a refund that an earlier request made, whose answer got lost. */
  private async findEarlier(refund: Refund): Promise<GatewayRefund | undefined> {
    return refund.body === null ? undefined : this.findMade(refund)
  }

  /** Finds our refund at the gateway; none if the gateway refuses to list the payment's refunds. */
  private async findMade({ id, payment }: Refund): Promise<GatewayRefund | undefined> {
    try {
      const made = await this.gateway.listPaymentRefunds(payment.gatewayPaymentId)
      return made.find(({ receipt }) => receipt === id)
    } catch (error) {
      if (error instanceof GatewayRefused) return undefined
      throw error
    }
  }

  private async send(refund: Refund): Promise<GatewayRefund> {
    const request = refund.body ? (JSON.parse(refund.body) as RefundRequest) : requestOf(refund)
    if (!refund.body) await refund.merge({ body: JSON.stringify(request) }).save()
    try {
      return await this.gateway.refundPayment(request)
    } catch (error) {
      if (!(error instanceof GatewayRefused)) throw error
      return this.findAfterRefusal(refund, error)
    }
  }

  /** The gateway refuses a repeated request whose key has expired, although it has made the refund. */
  private async findAfterRefusal(refund: Refund, refusal: GatewayRefused) {
    const made = await this.findMade(refund)
    if (made) return made
    await this.rejectRefund.handle({ refundId: refund.id, reason: refusal.description })
    throw refusal
  }

  private async noteUnknown({ id, orderId, createdAt, amountInPaise }: Refund) {
    if (createdAt > this.clock.now().minus(UNKNOWN_AFTER)) return
    await db.transaction(async (trx) => {
      const target = { kind: 'refund', id } as const
      await this.findings.open(
        { kind: 'refund_unknown', target, orderId, facts: { amountInPaise } },
        trx
      )
    })
  }
}

function requestOf({ id, amountInPaise, speed, payment }: Refund): RefundRequest {
  return {
    paymentId: payment.gatewayPaymentId,
    amountInPaise,
    refundId: id,
    speed: speed === 'optimum' ? 'optimum' : 'normal',
  }
}
