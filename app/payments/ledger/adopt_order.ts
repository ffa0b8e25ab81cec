import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import Clock from '#app/platform/clock'
import { isId } from '#app/platform/ids'
import { sqlTime } from '#app/platform/sql/time'
import User from '#app/accounts/models/user'
import CourseDocument from '#app/catalog/documents/course'
import { type GatewayOrder, notesOf } from '#app/payments/gateways/gateway_entities'
import Findings from '#app/payments/ledger/findings'
import type { Sighting } from '#app/payments/ledger/sighting'
import Order from '#app/payments/models/order'

/** Restores the row of an order that the gateway has, but we have lost, as after restoring an older backup. */
@inject()
export default class AdoptOrder {
  constructor(
    private findings: Findings,
    private clock: Clock
  ) {}

  /** @returns the order, or `undefined` if it is not one of ours, or its learner or course is unknown */
  async handle(gatewayOrder: GatewayOrder, sighting: Sighting): Promise<Order | undefined> {
    const { course: courseId, user: userId } = notesOf(gatewayOrder)
    const id = gatewayOrder.receipt
    if (!isId(id) || !isId(courseId) || !isId(userId)) return undefined
    if (await Order.find(id)) return undefined

    const course = await CourseDocument.findById(courseId).select('title').lean()
    const user = await User.find(userId)
    if (!course || !user) {
      await this.findMissing(gatewayOrder, sighting, { courseId, userId })
      return undefined
    }
    return this.restore(gatewayOrder, { id, courseId, courseTitle: course.title, userId })
  }

  private async restore(
    { id: gatewayOrderId, amount, currency }: GatewayOrder,
    ours: { id: string; courseId: string; courseTitle: string; userId: string }
  ): Promise<Order> {
    await db.transaction(async (trx) => {
      const row = {
        id: ours.id,
        gateway_order_id: gatewayOrderId,
        user_id: ours.userId,
        course_id: ours.courseId,
        course_title: ours.courseTitle,
        amount_in_paise: amount,
        list_in_paise: amount,
        currency,
        created_at: sqlTime(this.clock.now()),
      }
      await trx.knexQuery().insert(row).into(Order.table).onConflict().ignore()
      const target = { kind: 'order', id: ours.id } as const
      const facts = { gatewayOrderId, amountInPaise: amount }
      await this.findings.open({ kind: 'order_adopted', target, orderId: ours.id, facts }, trx)
    })
    return Order.findByOrFail({ gatewayOrderId })
  }

  /** Money that was captured for a learner or course that does not exist here has to be explained. */
  private async findMissing(
    { id: gatewayOrderId }: GatewayOrder,
    { payments = [] }: Sighting,
    ours: { courseId: string; userId: string }
  ) {
    const captured = payments.filter(
      ({ order_id: orderId, status }) => orderId === gatewayOrderId && status === 'captured'
    )
    if (captured.length === 0) return
    await db.transaction(async (trx) => {
      for (const { id, amount } of captured) {
        const facts = { gatewayOrderId, gatewayPaymentId: id, amountInPaise: amount, ...ours }
        await this.findings.open(
          { kind: 'missing_here', target: { kind: 'gateway', id }, facts },
          trx
        )
      }
    })
  }
}
