import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentUser } from '#app/accounts/current_user'
import CompleteLecture from '#app/learning/actions/complete_lecture'
import MeasureProgress from '#app/learning/actions/measure_progress'
import ProgressPolicy from '#app/learning/policies/progress_policy'
import { noProgressJson, progressJson } from '#app/learning/transformers/progress_transformer'
import { completionValidator, progressValidator } from '#app/learning/validators/learning'

@inject()
export default class ProgressController {
  constructor(
    private measureProgress: MeasureProgress,
    private completeLecture: CompleteLecture
  ) {}

  async show(ctx: HttpContext) {
    const { request } = ctx
    const { course } = await progressValidator.validate(request.qs())
    const progress = await this.measureProgress.handle({
      user: currentUser(ctx),
      courseId: course,
    })
    return progress ? progressJson(progress) : noProgressJson()
  }

  async store(ctx: HttpContext) {
    const { bouncer, request, response } = ctx
    const { course, lectureId } = await completionValidator.validate(request.qs())
    await bouncer.with(ProgressPolicy).authorize('make', course)

    const userId = currentUser(ctx).id
    const isFirst = await this.completeLecture.handle({ userId, courseId: course, lectureId })
    if (!isFirst) return { message: 'You have completed this lecture before.' }
    return response.created({ message: 'This lecture is completed.' })
  }
}
