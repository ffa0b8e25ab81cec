import { inject } from '@adonisjs/core'
import { answerWithin } from '#app/platform/timeouts'
import { examineClock } from '#app/operations/doctor/examine_clock'
import { examineConfiguration } from '#app/operations/doctor/examine_configuration'
import { examineDisk } from '#app/operations/doctor/examine_disk'
import ExamineIndexes from '#app/operations/doctor/examine_indexes'
import ExamineJobs from '#app/operations/doctor/examine_jobs'
import ExamineServices from '#app/operations/doctor/examine_services'
import { examineEncryption, examineMigrations } from '#app/operations/doctor/examine_sql'
import { type Examination, failed, type Finding, warning } from '#app/operations/doctor/finding'
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
    private services: ExamineServices,
    private jobs: ExamineJobs,
    private indexes: ExamineIndexes
  ) {}

  /**
   * @param mongoProblem reason why connecting to MongoDB failed, since later errors only say that
   * it is not connected
   */
  async handle({ mongoProblem }: { mongoProblem?: string } = {}): Promise<Finding[]> {
    const findings: Finding[] = []
    for (const examination of this.examinations()) {
      const found = missing(examination, findings) ?? (await carryOut(examination))
      findings.push(...found)
    }
    return findings.map((finding) => {
      const isMongo = finding.check === 'MongoDB' && finding.state === 'failed'
      const detail = withoutSecrets((isMongo && mongoProblem) || finding.detail)
      return { ...finding, detail }
    })
  }

  private examinations(): Examination[] {
    return [
      { check: 'Configuration', examine: examineConfiguration },
      { check: 'Disk', examine: () => examineDisk() },
      { check: 'Services', examine: () => this.services.handle() },
      { check: 'Migrations', examine: examineMigrations, needs: 'SQL' },
      { check: 'APP_KEY', examine: examineEncryption, needs: 'SQL' },
      { check: 'Jobs', examine: () => this.jobs.handle(), needs: 'SQL' },
      { check: 'Indexes', examine: () => this.indexes.handle(), needs: 'MongoDB' },
      { check: 'Clock', examine: examineClock },
    ]
  }
}

/** Result of a check that depends on an unavailable service. */
function missing({ check, needs }: Examination, findings: Finding[]): Finding[] | undefined {
  const isAway = findings.some((one) => one.check === needs && one.state === 'failed')
  if (!isAway) return undefined
  return [warning(check, `Not examined, for lack of ${needs}.`, `Mend ${needs}, and ask again.`)]
}

async function carryOut({ check, examine }: Examination): Promise<Finding[]> {
  try {
    return await answerWithin(TIMEOUT_IN_MS, examine())
  } catch (error) {
    const { message, name } = error as Error
    return [failed(check, `It can't be examined: ${message || name}`, 'See the detail.')]
  }
}
