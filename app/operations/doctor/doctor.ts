import { inject } from '@adonisjs/core'
import { answerWithin } from '#app/platform/timeouts'
import { checkAccounts } from '#app/operations/doctor/check_accounts'
import CheckCaptures from '#app/operations/doctor/check_captures'
import { checkClock } from '#app/operations/doctor/check_clock'
import { checkConfiguration } from '#app/operations/doctor/check_configuration'
import { checkDisk } from '#app/operations/doctor/check_disk'
import CheckIndexes from '#app/operations/doctor/check_indexes'
import CheckJobs from '#app/operations/doctor/check_jobs'
import CheckServices from '#app/operations/doctor/check_services'
import { checkEncryption, checkMigrations } from '#app/operations/doctor/check_sql'
import { type Check, failed, type CheckResult, warning } from '#app/operations/doctor/check_result'
import { withoutSecrets } from '#app/operations/doctor/secrets'

/** Timeout for each check. */
const TIMEOUT_IN_MS = 6_000

/**
 * Checks the configuration and everything that the application depends on, even if parts are
 * unavailable.
 */
@inject()
export default class Doctor {
  constructor(
    private services: CheckServices,
    private jobs: CheckJobs,
    private indexes: CheckIndexes,
    private captures: CheckCaptures
  ) {}

  /**
   * @param mongoProblem reason why connecting to MongoDB failed, since later errors only say that
   * it is not connected
   */
  async handle({ mongoProblem }: { mongoProblem?: string } = {}): Promise<CheckResult[]> {
    const results: CheckResult[] = []
    for (const check of this.checks()) {
      const found = skipped(check, results) ?? (await runSafely(check))
      results.push(...found)
    }
    return results.map((result) => {
      const isMongo = result.check === 'MongoDB' && result.state === 'failed'
      const detail = withoutSecrets((isMongo && mongoProblem) || result.detail)
      return { ...result, detail }
    })
  }

  private checks(): Check[] {
    return [
      { check: 'Configuration', run: checkConfiguration },
      { check: 'Disk', run: () => checkDisk() },
      { check: 'Services', run: () => this.services.handle() },
      { check: 'Migrations', run: checkMigrations, needs: 'SQL' },
      { check: 'APP_KEY', run: checkEncryption, needs: 'SQL' },
      { check: 'Accounts', run: checkAccounts, needs: 'SQL' },
      { check: 'Jobs', run: () => this.jobs.handle(), needs: 'SQL' },
      { check: 'Indexes', run: () => this.indexes.handle(), needs: 'MongoDB' },
      { check: 'Captures', run: () => this.captures.handle(), needs: 'Payments' },
      { check: 'Clock', run: checkClock },
    ]
  }
}

/** Result of a check that depends on an unavailable service. */
function skipped({ check, needs }: Check, results: CheckResult[]): CheckResult[] | undefined {
  const isUnavailable = results.some((one) => one.check === needs && one.state === 'failed')
  if (!isUnavailable) return undefined
  return [warning(check, `Skipped, because ${needs} is unavailable.`, `Fix ${needs} first.`)]
}

async function runSafely({ check, run }: Check): Promise<CheckResult[]> {
  try {
    return await answerWithin(TIMEOUT_IN_MS, run())
  } catch (error) {
    const { message, name } = error as Error
    return [
      failed(check, `The check failed: ${message || name}`, 'Fix the error above and try again.'),
    ]
  }
}
