import { inject } from '@adonisjs/core'
import app from '@adonisjs/core/services/app'
import Capabilities from '#app/platform/capabilities'
import { messageOf } from '#app/platform/exceptions/message_of'
import type Invariant from '#app/platform/invariants/invariant'
import { withoutSecrets } from '#app/operations/doctor/secrets'

/** Number of violations of an invariant that are reported one by one. */
const MOST_LISTED = 100

export interface CheckedInvariant {
  condition: string
  /** Number of violations. */
  total: number
  /** The first hundred of them. */
  violations: string[]
  /** Reason why the invariant could not be checked. */
  error?: string
}

/** Checks the stored data of all capabilities, across databases and the file store. */
@inject()
export default class CheckInvariants {
  constructor(private capabilities: Capabilities) {}

  /**
   * Yields each result as soon as it is known, since a large store takes minutes.
   * @param capability checks only the invariants of this one
   */
  async *handle({ capability }: { capability?: string } = {}): AsyncGenerator<CheckedInvariant> {
    for (const load of this.capabilities.invariantsOf(capability)) {
      const { default: Type } = await load()
      const invariant: Invariant = await app.container.make(Type)
      yield await this.check(invariant)
    }
  }

  private async check(invariant: Invariant): Promise<CheckedInvariant> {
    const result: CheckedInvariant = { condition: invariant.condition, total: 0, violations: [] }
    try {
      for await (const violation of invariant.violations()) {
        result.total++
        if (result.violations.length < MOST_LISTED) result.violations.push(violation)
      }
    } catch (error) {
      result.error = withoutSecrets(messageOf(error))
    }
    return result
  }
}
