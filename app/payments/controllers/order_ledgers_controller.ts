import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import PaymentPolicy from '#app/payments/policies/payment_policy'
import DescribeLedger from '#app/payments/queries/describe_ledger'
import { orderLedgerJson } from '#app/payments/transformers/ledger_transformer'

/** An order with its history, for administrators. */
@inject()
export default class OrderLedgersController {
  constructor(private describeLedger: DescribeLedger) {}

  async show({ bouncer, params }: HttpContext) {
    await bouncer.with(PaymentPolicy).authorize('administer')
    return orderLedgerJson(await this.describeLedger.handle({ orderId: params.id }))
  }
}
