import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import CheckOrder from '#app/payments/actions/check_order'
import LedgerEntry from '#app/payments/models/ledger_entry'
import Order from '#app/payments/models/order'

/** Asks Razorpay about an order now, for a learner who says that they have paid. */
@inject()
export default class OrderChecksController {
  constructor(private checkOrder: CheckOrder) {}

  async store({ params, response, session }: HttpContext) {
    const { id: orderId } = await Order.findOrFail(params.id)
    const before = await changesOf(orderId)
    await this.checkOrder.handle({ orderId })
    const hasNews = (await changesOf(orderId)) > before
    session.flash(
      'notice',
      hasNews
        ? 'Updated from Razorpay. See the history for the changes.'
        : 'Razorpay reports no changes.'
    )
    return response.redirect().status(303).toRoute('admin.payments.orders.show', [orderId])
  }
}

async function changesOf(orderId: string): Promise<number> {
  const { total } = await LedgerEntry.query()
    .where({ orderId })
    .count('* as total')
    .pojo<{ total: number }>()
    .firstOrFail()
  return Number(total)
}
