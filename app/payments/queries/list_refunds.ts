import type { Period } from '#app/platform/sql/period'
import { sqlTime } from '#app/platform/sql/time'
import type { RefundState } from '#app/payments/ledger/states'
import Refund from '#app/payments/models/refund'

export interface RefundFilter extends Period {
  state?: RefundState
}

/** Lists a page of refunds, newest first, with their payments. */
export default class ListRefunds {
  async handle(
    filter: RefundFilter,
    { page, limit }: { page: number; limit: number }
  ): Promise<{ refunds: Refund[]; total: number }> {
    const [{ total }] = await fitting(filter).count('* as total').pojo<{ total: number }>()
    const refunds = await fitting(filter)
      .preload('payment')
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .offset((page - 1) * limit)
      .limit(limit)
    return { refunds, total: Number(total) }
  }
}

function fitting({ state, from, until }: RefundFilter) {
  return Refund.query()
    .if(state, (query) => query.where('state', state!))
    .if(from, (query) => query.where('createdAt', '>=', sqlTime(from!)))
    .if(until, (query) => query.where('createdAt', '<', sqlTime(until!)))
}
