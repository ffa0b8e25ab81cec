import type { TestSuiteOptions } from './connected.ts'
import { registerManual } from './manual.ts'
import { registerSemantics } from './semantics.ts'

export type { TestedServer, TestSuiteOptions } from './connected.ts'

/**
 * Registers contract tests with Japa that check MongoDB's behaviour through the official driver.
 * Both the embedded server and MongoDB itself must pass them.
 */
export function registerTestSuite(options: TestSuiteOptions): void {
  registerSemantics(options)
  registerManual(options)
}
