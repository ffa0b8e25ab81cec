import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentUser } from '#app/accounts/current_user'
import SaveBillingDetails from '#app/payments/actions/save_billing_details'
import BillingDetails from '#app/payments/models/billing_details'
import { billingJson } from '#app/payments/transformers/billing_transformer'
import { billingValidator } from '#app/payments/validators/billing'

@inject()
export default class BillingController {
  constructor(private saveBillingDetails: SaveBillingDetails) {}

  async show(ctx: HttpContext) {
    return { billing: billingJson(await BillingDetails.find(currentUser(ctx).id)) }
  }

  async update(ctx: HttpContext) {
    const billing = billingJson(await billingValidator.validate(ctx.request.body()))
    await this.saveBillingDetails.handle({ userId: currentUser(ctx).id, billing })
    return { billing }
  }
}
