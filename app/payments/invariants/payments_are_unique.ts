import Invariant from '#app/platform/invariants/invariant'
import { duplicates } from '#app/platform/invariants/duplicates'

export default class PaymentsAreUnique extends Invariant {
  readonly condition = 'No order or payment is stored twice'

  async *violations() {
    yield* duplicates('orders', ['gateway_order_id'])
    yield* duplicates('payments', ['gateway_payment_id'])
    yield* duplicates('payments', ['order_id'])
  }
}
