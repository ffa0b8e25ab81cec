import { flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'
import type { CheckResult } from '#app/operations/doctor/check_result'

/** Time limit for connecting to MongoDB. */
const TIMEOUT_IN_MS = 3_000

export default class DoctorCommand extends ConsoleCommand {
  static commandName = 'doctor'
  static description = 'Check the configuration and all external services, and suggest fixes'
  static help = [
    'Checks settings, disk, databases, Redis, files, mail and payments with versions and latency, and also pending',
    'migrations, missing indexes, jobs, the clock and APP_KEY. Exits with 1 if a check failed, and with 0 if there',
    'are only warnings (!). Changes no data and prints no secrets.',
    '',
    '  {{ binaryName }} doctor',
    '  {{ binaryName }} doctor --json',
  ]

  /** Must work without anything that a regular start needs. */
  static options = { startApp: false }

  @flags.boolean({ description: 'Print JSON' })
  declare json: boolean

  async perform() {
    const { asJson, asText, isHealthy } = await import('#app/operations/doctor/report')
    const results = await this.diagnose()
    this.print(this.json ? asJson(results) : asText(results))
    if (!isHealthy(results)) this.exitCode = 1
  }

  /** Reports an invalid configuration as a check result too. */
  private async diagnose(): Promise<CheckResult[]> {
    try {
      await this.bootQuietly()
    } catch (error) {
      const { refusedStart } = await import('#app/operations/doctor/refused_start')
      return refusedStart(error)
    }
    const { default: Doctor } = await import('#app/operations/doctor/doctor')
    const { default: Mongo } = await import('#app/platform/mongo/mongo')
    const doctor = await this.app.container.make(Doctor)
    if (this.app.isReady) return doctor.handle() // the application is already running

    const mongo = await this.app.container.make(Mongo)
    const mongoProblem = await mongo.connect(TIMEOUT_IN_MS).then(
      () => undefined,
      (error: Error) => error.message
    )
    try {
      return await doctor.handle({ mongoProblem })
    } finally {
      await mongo.close()
    }
  }

  /** Keeps log output of drivers away from the report, which includes their errors. */
  private async bootQuietly() {
    if (this.app.isReady) return
    process.env.LOG_LEVEL = 'silent'
    await this.app.boot()
  }
}
