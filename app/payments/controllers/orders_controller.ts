import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentUser } from '#app/accounts/current_user'
import ListOwnOrders from '#app/payments/queries/list_own_orders'
import { ownOrderJson } from '#app/payments/transformers/order_transformer'
import { pageValidator } from '#app/payments/validators/lists'

@inject()
export default class OrdersController {
  constructor(private listOwnOrders: ListOwnOrders) {}

  /** Lists the user's own orders. */
  async index(ctx: HttpContext) {
    const { page = 1, limit = 20 } = await pageValidator.validate(ctx.request.qs())
    const userId = currentUser(ctx).id
    const { orders, total } = await this.listOwnOrders.handle({ userId, page, limit })
    return { orders: orders.map(ownOrderJson), page, limit, total }
  }
}
