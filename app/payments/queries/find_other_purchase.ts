import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import Order from '#app/payments/models/order'

/** Sum of an order's refunds that have not failed. */
const GIVEN_BACK = `(select coalesce(sum(amount_in_paise), 0) from refunds
  where refunds.order_id = orders.id and refunds.state <> 'failed')`

/** Selects the payment that counts for an order, if it is to be given back. */
const BUYS_NOTHING = `seen.order_id = orders.id and seen.give_back_cause is not null and exists (
  select 1 from payments where payments.gateway_payment_id = seen.gateway_payment_id)`

/** Finds another order by which the learner of an order owns its course. */
export default class FindOtherPurchase {
  async handle(
    { id, userId, courseId }: Pick<Order, 'id' | 'userId' | 'courseId'>,
    trx?: TransactionClientContract
  ): Promise<Order | null> {
    return Order.query({ client: trx })
      .where({ userId, courseId, state: 'paid' })
      .whereNot('id', id)
      .whereRaw(`amount_in_paise > ${GIVEN_BACK}`)
      .whereNotExists((query) => query.from('gateway_payments as seen').whereRaw(BUYS_NOTHING))
      .whereNotExists((query) =>
        query.from('disputes').whereRaw(`order_id = orders.id and state = 'lost'`)
      )
      .first()
  }
}
