import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentUser } from '#app/accounts/current_user'
import { courseJson } from '#app/catalog/transformers/course_transformer'
import StartCheckout from '#app/payments/actions/start_checkout'
import { checkoutValidator } from '#app/payments/validators/payments'

@inject()
export default class CheckoutsController {
  constructor(private startCheckout: StartCheckout) {}

  async store(ctx: HttpContext) {
    const { params, request, response } = ctx
    const user = currentUser(ctx)
    const { coupon: code } = await checkoutValidator.validate({ coupon: request.body()?.coupon })
    const started = await this.startCheckout.handle({ user, courseId: params.id, code })

    const { order, price } = started
    const answer = { order, course: courseJson(started.course), price }
    if (order) return response.created(answer)
    return response.created({ ...answer, message: 'There is nothing to pay: you are enrolled.' })
  }
}
