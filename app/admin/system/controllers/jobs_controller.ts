import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { dashboardActor } from '#app/accounts/actors'
import FailedJobs from '#app/platform/outbox/failed_jobs'

@inject()
export default class JobsController {
  constructor(private failedJobs: FailedJobs) {}

  async retry(ctx: HttpContext) {
    const { params, response, session } = ctx
    const isDone = await this.failedJobs.retry({ actor: dashboardActor(ctx), id: params.id })
    if (isDone) session.flash('notice', 'The job has finished.')
    else session.flash('problem', 'The job failed again. See the error below.')
    return response.redirect().status(303).toPath('/admin/system')
  }

  async discard(ctx: HttpContext) {
    const { params, response, session } = ctx
    await this.failedJobs.discard({ actor: dashboardActor(ctx), id: params.id })
    session.flash('notice', 'Job discarded. It remains in the audit log.')
    return response.redirect().status(303).toPath('/admin/system')
  }
}
