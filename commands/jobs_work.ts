import { flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'
import Worker from '#app/platform/jobs/worker'
import { serveWorkerHealth } from '#app/platform/jobs/worker_health'

const SIGN_OF_LIFE_EVERY_MS = 60_000

export default class JobsWork extends ConsoleCommand {
  static commandName = 'jobs:work'
  static description = 'Run background and recurring jobs until stopped'
  static options = { startApp: true, staysAlive: true }

  @flags.number({
    description: 'Local port for GET /health, which reports the health of the worker',
  })
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
