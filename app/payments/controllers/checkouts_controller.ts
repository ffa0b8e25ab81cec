import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { courseJson } from '#app/catalog/transformers/course_transformer'
import StartCheckout from '#app/payments/actions/start_checkout'

@inject()
export default class CheckoutsController {
  constructor(private startCheckout: StartCheckout) {}

  async store({ auth, params, response }: HttpContext) {
    const user = auth.getUserOrFail()
    const { order, course } = await this.startCheckout.handle({ user, courseId: params.id })

    const answer = { order, course: courseJson(course) }
    if (order) return response.created(answer)
    return response.created({ ...answer, message: 'The course is free: you are enrolled.' })
  }
}
