/*
 * Runs Mongoose's own test suite against the embedded MongoDB server:
 *
 *   MONGOOSE_SUITE=<folder of a mongoose checkout with installed dependencies> npm run exam:mongoose
 *
 * The suite's files are not part of this project. MONGOOSE_SUITE_FILES (default `test/*.test.js`)
 * selects files, EXAM_REPORT names a file for the full report.
 */
import { spawn } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedMongo } from '../src/index.ts'

/**
 * Expected failures, each caused by an unsupported feature listed in the server's README. More than
 * this fail the exam.
 */
const ALLOWED_FAILURES = 50
const TIME_LIMIT_MS = 15 * 60_000

interface Report {
  stats: { tests: number; passes: number; failures: number; pending: number }
  failures: { fullTitle: string; err: { message?: string } }[]
}

const suite = process.env.MONGOOSE_SUITE
if (!suite) {
  console.error(
    'MONGOOSE_SUITE must name the folder of a Mongoose checkout with installed dependencies.'
  )
  process.exit(2)
}

const scratch = mkdtempSync(join(tmpdir(), 'exam-mongoose-'))
const reportFile = process.env.EXAM_REPORT ?? join(scratch, 'report.json')
const server = await startEmbeddedMongo({ folder: join(scratch, 'data'), port: 0 })
const uri = server.uriFor('mongoose_test')

const files = globSync(process.env.MONGOOSE_SUITE_FILES ?? 'test/*.test.js', { cwd: suite })
const mocha = spawn(
  process.execPath,
  [
    'node_modules/mocha/bin/mocha.js',
    '--exit',
    '--timeout=10000',
    '--reporter=json',
    `--reporter-option=output=${reportFile}`,
    ...files,
  ],
  {
    cwd: suite,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: TIME_LIMIT_MS,
    env: {
      ...process.env,
      MONGOOSE_TEST_URI: uri,
      MONGOOSE_REPLSET_URI: uri,
      START_REPLICA_SET: '1',
    },
  }
)
await new Promise((resolve) => mocha.once('exit', resolve))
await server.close()

const { stats, failures }: Report = JSON.parse(readFileSync(reportFile, 'utf8'))
for (const { fullTitle, err } of failures) {
  console.log(`✖ ${fullTitle}\n    ${(err.message ?? '').split('\n')[0].slice(0, 200)}`)
}
const version = JSON.parse(readFileSync(join(suite, 'package.json'), 'utf8')).version
console.log(
  `Mongoose ${version}: ${stats.passes} passed, ${stats.failures} failed, ${stats.pending} pending`
)
if (!process.env.EXAM_REPORT) rmSync(scratch, { recursive: true, force: true })
process.exitCode = stats.failures > ALLOWED_FAILURES ? 1 : 0
