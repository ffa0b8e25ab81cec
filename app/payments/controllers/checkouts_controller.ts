import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentUser } from '#app/accounts/current_user'
import { courseJson } from '#app/catalog/transformers/course_transformer'
import StartCheckout from '#app/payments/actions/start_checkout'

@inject()
export default class CheckoutsController {
  constructor(private startCheckout: StartCheckout) {}

  async store(ctx: HttpContext) {
    const { params, response } = ctx
    const user = currentUser(ctx)
    const { order, course } = await this.startCheckout.handle({ user, courseId: params.id })

    const answer = { order, course: courseJson(course) }
    if (order) return response.created(answer)
    return response.created({ ...answer, message: 'The course is free: you are enrolled.' })
  }
}
