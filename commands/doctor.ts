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
    'With --invariants, checks the stored data instead: what must agree between both databases and the files. Exits',
    'with 1 if anything does not, and names each record by its ids.',
    '',
    '  {{ binaryName }} doctor',
    '  {{ binaryName }} doctor --json',
    '  {{ binaryName }} doctor --invariants',
  ]

  /** Must work without anything that a regular start needs. */
  static options = { startApp: false }

  @flags.boolean({ description: 'Print JSON' })
  declare json: boolean

  @flags.boolean({ description: 'Check the stored data instead of the configuration' })
  declare invariants: boolean

  async perform() {
    try {
      await this.bootQuietly()
    } catch (error) {
      const { refusedStart } = await import('#app/operations/doctor/refused_start')
      return this.report(refusedStart(error))
    }
    await this.connected((mongoProblem) =>
      this.invariants ? this.checkInvariants() : this.diagnose(mongoProblem)
    )
  }

  private async diagnose(mongoProblem?: string) {
    const { default: Doctor } = await import('#app/operations/doctor/doctor')
    const doctor = await this.app.container.make(Doctor)
    await this.report(await doctor.handle({ mongoProblem }))
  }

  private async report(results: CheckResult[]) {
    const { asJson, asText, isHealthy } = await import('#app/operations/doctor/report')
    this.print(this.json ? asJson(results) : asText(results))
    if (!isHealthy(results)) this.exitCode = 1
  }

  private async checkInvariants() {
    const { default: CheckInvariants } = await import('#app/operations/doctor/check_invariants')
    const { asLines, invariantsAsJson, isKept } =
      await import('#app/operations/doctor/invariants_report')
    const check = await this.app.container.make(CheckInvariants)
    const results = []
    for await (const result of check.handle()) {
      results.push(result)
      if (!this.json) this.print(asLines(result))
    }
    if (this.json) this.print(invariantsAsJson(results))
    if (!results.every(isKept)) this.exitCode = 1
  }

  /** Connects MongoDB meanwhile, and passes the reason if that fails. */
  private async connected(work: (mongoProblem?: string) => Promise<void>) {
    if (this.app.isReady) return work() // the application is already running

    const { default: Mongo } = await import('#app/platform/mongo/mongo')
    const mongo = await this.app.container.make(Mongo)
    const mongoProblem = await mongo.connect(TIMEOUT_IN_MS).then(
      () => undefined,
      (error: Error) => error.message
    )
    try {
      await work(mongoProblem)
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
