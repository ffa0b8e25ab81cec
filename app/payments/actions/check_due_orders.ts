import { inject } from '@adonisjs/core'
import Clock from '#app/platform/clock'
import { sqlTime } from '#app/platform/sql/time'
import CheckOrder from '#app/payments/actions/check_order'
import GatewayUnavailable from '#app/payments/exceptions/gateway_unavailable'
import Order from '#app/payments/models/order'

/** Orders per run, so that a run ends before its lease does; the next run continues. */
const ORDERS_A_RUN = 1000
const ORDERS_AT_ONCE = 100

const AFTER_AN_ERROR = { hours: 1 }

/** Asks the gateway about orders whose check is due, the most overdue ones first. */
@inject()
export default class CheckDueOrders {
  constructor(
    private checkOrder: CheckOrder,
    private clock: Clock
  ) {}

  /**
   * @returns the number of checked orders
   * @throws {GatewayUnavailable} at once; other errors after the other orders were checked
   */
  async handle(): Promise<number> {
    const errors: unknown[] = []
    let checked = 0
    for (let due = await this.due(); due.length > 0; due = await this.due()) {
      for (const order of due) await this.check(order).catch((error) => errors.push(keep(error)))
      checked += due.length
      if (checked >= ORDERS_A_RUN) break
    }
    if (errors.length > 0) throw new AggregateError(errors, `${errors.length} orders failed`)
    return checked
  }

  private async due(): Promise<Order[]> {
    return Order.query()
      .where('nextCheckAt', '<=', sqlTime(this.clock.now()))
      .orderBy('nextCheckAt')
      .limit(ORDERS_AT_ONCE)
  }

  /** Postpones an order that can't be checked, so that it doesn't keep the others waiting. */
  private async check({ id: orderId }: Order) {
    try {
      await this.checkOrder.handle({ orderId })
    } catch (error) {
      if (error instanceof GatewayUnavailable) throw error
      const nextCheckAt = sqlTime(this.clock.now().plus(AFTER_AN_ERROR))
      await Order.query().where('id', orderId).update({ nextCheckAt })
      throw error
    }
  }
}

/** Returns the error unless the gateway is unavailable, which ends the run. */
function keep(error: unknown): unknown {
  if (error instanceof GatewayUnavailable) throw error
  return error
}
