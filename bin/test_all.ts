/*
 * `npm test`: builds the application, which tests that start processes run from, and runs all suites but their slow
 * tests, two processes at a time, each on stores of its own. The output of each is printed when it has ended. The tests
 * of `packages/` run where those changed (see `packages_changed.ts`).
 *   TEST_PROCESSES=1 npm test       one process at a time
 * Arguments are those of `node ace test`: with any, one process runs what they name.
 */
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isBuildFresh } from './fresh_build.ts'
import { havePackagesChanged } from './packages_changed.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const RUNNER = ['--import=@poppinss/ts-exec', '--enable-source-maps', join(root, 'bin/test.ts')]
const QUICK = '--tags=~@slow'
const PROCESSES = Number(process.env.TEST_PROCESSES || 2)

interface Job {
  name: string
  args: string[]
  env?: NodeJS.ProcessEnv
}

/** Runs Node.js; what it prints goes to the terminal at once, or, with a name, as a whole when it has ended. */
function run({ name, args, env }: Partial<Job> & Pick<Job, 'args'>): Promise<number> {
  const stdio = name ? 'pipe' : 'inherit'
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...(process.stdout.isTTY && { FORCE_COLOR: '1' }), ...process.env, ...env },
    stdio: ['inherit', stdio, stdio],
  })
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve) =>
    child.once('close', (code) => {
      if (name) console.log(`── ${name}\n${Buffer.concat(chunks)}`)
      resolve(code ?? 1)
    })
  )
}

/** A process that runs quick tests on stores of its own. */
function tests(name: string, suite: string, env: NodeJS.ProcessEnv = {}): Job {
  const dataDir = `tmp/test-${name.replace(/\W+/g, '-')}`
  return { name, args: [...RUNNER, suite, QUICK], env: { ...env, DATA_DIR: dataDir } }
}

async function build(): Promise<number> {
  if (isBuildFresh(root)) return 0
  const args = ['ace.js', 'build', '--tsconfig=tsconfig.build.json']
  return run({ name: 'build', args, env: { NODE_ENV: 'development' } })
}

async function testPackages(): Promise<number> {
  if (havePackagesChanged(root)) return run(tests('packages', 'packages'))
  console.log('── packages: not tested, because nothing in them has changed')
  return 0
}

const args = process.argv.slice(2)
if (args.length > 0) process.exit(await run({ args: [...RUNNER, ...args] }))

const { promise: built, resolve: isBuilt } = Promise.withResolvers<void>()
const onTheBuild = [
  tests('browser', 'browser'),
  tests('functional 1/2', 'functional', { SHARD: '1/2' }),
  tests('functional 2/2', 'functional', { SHARD: '2/2' }),
]
const jobs: (() => Promise<number>)[] = [
  () => build().finally(isBuilt),
  () => run(tests('unit', 'unit')),
  () => testPackages(),
  ...onTheBuild.map((job) => () => built.then(() => run(job))),
]
let status = 0

/** Does one job after the other, as long as there are any. */
async function work() {
  for (let job = jobs.shift(); job; job = jobs.shift()) status = (await job()) || status
}

await Promise.all(Array.from({ length: PROCESSES }, work))
process.exitCode = status
