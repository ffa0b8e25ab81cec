import { flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'
import Worker from '#app/platform/jobs/worker'
import { serveWorkerHealth } from '#app/platform/jobs/worker_health'

const SIGN_OF_LIFE_EVERY_MS = 60_000

export default class JobsWork extends ConsoleCommand {
  static commandName = 'jobs:work'
  static description = 'Work jobs and recurring jobs until told to stop'
  static options = { startApp: true, staysAlive: true }

  @flags.number({ description: 'Port of this machine on which GET /health says how the worker is' })
  declare healthPort?: number

  async perform() {
    const worker = await this.app.container.make(Worker)
    worker.start()
    this.app.listen('SIGINT', () => this.app.terminate())
    if (this.healthPort !== undefined) await serveWorkerHealth(this.app, this.healthPort)

    const log = await this.app.container.make('logger')
    log.info('working jobs')
    setInterval(() => {
      // An alarm fires if this line is missing (infra/modules/observability/jobs.tf).
      if (worker.isAlive) log.info('the worker is alive')
    }, SIGN_OF_LIFE_EVERY_MS).unref()
  }
}
