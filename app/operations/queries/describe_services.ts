import { inject } from '@adonisjs/core'
import app from '@adonisjs/core/services/app'
import Capabilities from '#app/platform/capabilities'
import type ServiceCheck from '#app/platform/health/service_check'
import { answerWithin } from '#app/platform/timeouts'

export interface ServiceState extends Pick<ServiceCheck, 'name' | 'uses' | 'remedy'> {
  isHealthy: boolean
  /** Version if known; the error if the service is unavailable. */
  detail: string
  milliseconds: number
}

/** Timeout for people who wait for the page. */
const TIMEOUT_IN_MS = 3_000

/** Checks all external services concurrently. */
@inject()
export default class DescribeServices {
  constructor(private capabilities: Capabilities) {}

  async handle(): Promise<ServiceState[]> {
    return Promise.all(
      this.capabilities.checks.map(async (load) => {
        const { default: Check } = await load()
        const check: ServiceCheck = await app.container.make(Check)
        return stateOf(check)
      })
    )
  }
}

async function stateOf(check: ServiceCheck): Promise<ServiceState> {
  const { name, uses, remedy } = check
  const begun = performance.now()
  const answer = await answerWithin(TIMEOUT_IN_MS, check.ask()).then(
    (detail) => ({ isHealthy: true, detail }),
    (error: Error) => ({ isHealthy: false, detail: error.message || 'No response' })
  )
  return { name, uses, remedy, ...answer, milliseconds: Math.round(performance.now() - begun) }
}
