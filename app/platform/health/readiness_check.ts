import { BaseCheck, Result } from '@adonisjs/core/health'
import type { HealthCheckResult } from '@adonisjs/core/types/health'
import { answerWithin } from '#app/platform/timeouts'

const TIMEOUT_IN_MS = 2_000

/**
 * Reports whether a service responds in time. The reason for a failure is only logged, since the
 * report is public.
 */
export default class ReadinessCheck extends BaseCheck {
  constructor(
    readonly name: string,
    private reach: () => Promise<unknown>,
    private timeoutInMs = TIMEOUT_IN_MS
  ) {
    super()
  }

  async run(): Promise<HealthCheckResult> {
    try {
      await answerWithin(this.timeoutInMs, this.reach())
      return Result.ok('Answers')
    } catch (error) {
      return Result.failed('Does not answer', error as Error)
    }
  }
}
