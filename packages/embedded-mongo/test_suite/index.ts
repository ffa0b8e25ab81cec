import type { TestSuiteOptions } from './connected.ts'
import { registerManual } from './manual.ts'
import { registerSemantics } from './semantics.ts'

export type { TestedServer, TestSuiteOptions } from './connected.ts'

/**
 * Registers with Japa what an application may expect of a MongoDB, through the real driver. Any server must pass it,
 * the embedded one as well as MongoDB itself.
 */
export function registerTestSuite(options: TestSuiteOptions): void {
  registerSemantics(options)
  registerManual(options)
}
