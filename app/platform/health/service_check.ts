import { setTimeout as sleep } from 'node:timers/promises'
import { BaseCheck, Result } from '@adonisjs/core/health'
import type { HealthCheckResult } from '@adonisjs/core/types/health'

const PATIENCE_IN_MS = 2_000

/** Whether a service answers in time. What is wrong with it is for the log: anyone may ask for the report. */
export default class ServiceCheck extends BaseCheck {
  constructor(
    readonly name: string,
    private reach: () => Promise<unknown>
  ) {
    super()
  }

  async run(): Promise<HealthCheckResult> {
    const timeOut = new AbortController()
    const silence = sleep(PATIENCE_IN_MS, undefined, { signal: timeOut.signal }).then(() => {
      throw new Error(`No answer within ${PATIENCE_IN_MS / 1000} seconds`)
    })
    try {
      await Promise.race([this.reach(), silence])
      return Result.ok('Answers')
    } catch (error) {
      return Result.failed('Does not answer', error as Error)
    } finally {
      silence.catch(() => {}) // it lost the race
      timeOut.abort()
    }
  }
}
