import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import Order from '#app/payments/models/order'

/** Selects the payment that counts for an order if its money was, or is to be, given back. */
const BUYS_NOTHING = `seen.order_id = orders.id
  and exists (select 1 from payments where payments.gateway_payment_id = seen.gateway_payment_id)
  and (
    seen.give_back_cause is not null
    or seen.amount_in_paise <= (
      select coalesce(sum(refunds.amount_in_paise), 0) from refunds
      where refunds.payment_id = seen.id and refunds.state <> 'failed'
    )
    or exists (select 1 from disputes where disputes.payment_id = seen.id and disputes.state = 'lost')
  )`

/** Finds another order by which the learner of an order owns its course. */
export default class FindOtherPurchase {
  async handle(
    { id, userId, courseId }: Pick<Order, 'id' | 'userId' | 'courseId'>,
    trx?: TransactionClientContract
  ): Promise<Order | null> {
    return Order.query({ client: trx })
      .where({ userId, courseId, state: 'paid' })
      .whereNot('id', id)
      .whereNotExists((query) => query.from('gateway_payments as seen').whereRaw(BUYS_NOTHING))
      .first()
  }
}
