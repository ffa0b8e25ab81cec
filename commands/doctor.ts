import { flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'
import type { Finding } from '#app/operations/doctor/finding'

/** How long MongoDB is waited for. */
const TIMEOUT_IN_MS = 3_000

export default class DoctorCommand extends ConsoleCommand {
  static commandName = 'doctor'
  static description = 'Check the configuration and every outside service, and say how to mend it'
  static help = [
    'Looks at settings, disk, databases, Redis, files, mail and payments with versions and latency, at pending',
    'migrations, missing indexes, jobs, the clock and APP_KEY. Exits with 1 when something must be mended, and with',
    '0 when there are only warnings (!). Changes no data, and prints no secret.',
    '',
    '  {{ binaryName }} doctor',
    '  {{ binaryName }} doctor --json',
  ]

  /** It must get along without anything that a start needs. */
  static options = { startApp: false }

  @flags.boolean({ description: 'Print JSON' })
  declare json: boolean

  async perform() {
    const { asJson, asText, isHealthy } = await import('#app/operations/doctor/report')
    const findings = await this.examine()
    this.print(this.json ? asJson(findings) : asText(findings))
    if (!isHealthy(findings)) this.exitCode = 1
  }

  /** A configuration that nothing starts with is a finding too. */
  private async examine(): Promise<Finding[]> {
    try {
      await this.bootQuietly()
    } catch (error) {
      const { refusedStart } = await import('#app/operations/doctor/refused_start')
      return refusedStart(error)
    }
    const { default: Doctor } = await import('#app/operations/doctor/doctor')
    const { default: Mongo } = await import('#app/platform/mongo/mongo')
    const doctor = await this.app.container.make(Doctor)
    if (this.app.isReady) return doctor.handle() // the application runs around it

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

  /** What drivers log of a service that is away is told by the findings: the output is theirs alone. */
  private async bootQuietly() {
    if (this.app.isReady) return
    process.env.LOG_LEVEL = 'silent'
    await this.app.boot()
  }
}
