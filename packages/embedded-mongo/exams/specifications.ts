/*
 * Runs MongoDB's specification tests (the unified format) against the embedded MongoDB server:
 *
 *   SPECIFICATIONS=<folder of a mongodb/specifications checkout> npm run exam:specifications
 *
 * Checks results, errors and the final content of collections, but not the events that the driver
 * emits. Tests that need fail points, other topologies or other server versions are skipped.
 */
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EJSON } from 'bson'
import { startEmbeddedMongo } from '../src/index.ts'
import {
  isRunnable,
  UnifiedTest,
  Unsupported,
  type TestFile,
} from './specifications/unified_test.ts'

const SUITES = [
  'crud',
  'transactions',
  'retryable-writes',
  'sessions',
  'collection-management',
  'run-command',
]

/** Expected failures of the CRUD suite. More than this fail the exam. */
const ALLOWED_CRUD_FAILURES = 6

const folder = process.env.SPECIFICATIONS
if (!folder) {
  console.error('SPECIFICATIONS must name the folder of a mongodb/specifications checkout.')
  process.exit(2)
}

const scratch = mkdtempSync(join(tmpdir(), 'exam-specifications-'))
const server = await startEmbeddedMongo({ folder: scratch })
console.log('| suite | passed | failed | not run |\n|---|---:|---:|---:|')
const failures: string[] = []
let crudFailures = 0

for (const suite of SUITES) {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const name of globSync(`source/${suite}/tests/**/*.json`, { cwd: folder }).sort()) {
    const file = EJSON.parse(readFileSync(join(folder, name), 'utf8'), {
      relaxed: true,
    }) as TestFile
    for (const test of file.tests ?? []) {
      if (!file.schemaVersion || test.skipReason || !isRunnable(file, test)) {
        counts.skipped++
        continue
      }
      try {
        await new UnifiedTest(server.uri, file, test).run()
        counts.passed++
      } catch (error) {
        if (error instanceof Unsupported) {
          counts.skipped++
          continue
        }
        counts.failed++
        failures.push(
          `✖ ${name.replace(/^source\//, '')}: ${test.description}\n    ${(error as Error).message.slice(0, 300)}`
        )
      }
    }
  }
  if (suite === 'crud') crudFailures = counts.failed
  console.log(`| ${suite} | ${counts.passed} | ${counts.failed} | ${counts.skipped} |`)
}

await server.close()
rmSync(scratch, { recursive: true, force: true })
console.log(failures.length > 0 ? `\n${failures.join('\n')}` : '')
process.exitCode = crudFailures > ALLOWED_CRUD_FAILURES ? 1 : 0
