import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import JobHealth from '#app/platform/jobs/job_health'
import FailedJobs from '#app/platform/outbox/failed_jobs'
import ListFailingJobs from '#app/reporting/queries/list_failing_jobs'
import DescribeServices from '#app/operations/queries/describe_services'
import DescribeConfiguration from '#app/operations/queries/describe_configuration'

@inject()
export default class SystemController {
  constructor(
    private describeServices: DescribeServices,
    private failedJobs: FailedJobs,
    private listFailingJobs: ListFailingJobs,
    private jobHealth: JobHealth,
    private describeConfiguration: DescribeConfiguration
  ) {}

  async show({ view }: HttpContext) {
    return view.render('admin/system/show', {
      services: await this.describeServices.handle(),
      jobs: { ...(await this.failedJobs.count()), list: await this.listFailingJobs.handle() },
      ...(await this.jobHealth.describe()),
      ...(await this.describeConfiguration.handle()),
    })
  }
}
