/*
 * `npm test`: builds the application, which some tests start as a process, and runs all suites
 * except for slow tests, in two concurrent processes with their own stores. The output of each is
 * printed when it has ended. The tests of `packages/` run only if those have changed (see
 * `packages_changed.ts`).
 *   TEST_PROCESSES=1 npm test       one process at a time
 * Takes the arguments of `node ace test`, with which a single process runs the selected tests.
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

/** Ends a process that hangs on CI, so that its output is seen. Plans of chaos may take hours. */
const LIMIT_IN_MS = process.env.CI && process.argv[2] !== 'chaos' ? 15 * 60 * 1000 : undefined

interface Job {
  name: string
  args: string[]
  env?: NodeJS.ProcessEnv
}

/** Runs Node.js. Its output is printed immediately, or, if a name is given, when it has ended. */
function run({ name, args, env }: Partial<Job> & Pick<Job, 'args'>): Promise<number> {
  const stdio = name ? 'pipe' : 'inherit'
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...(process.stdout.isTTY && { FORCE_COLOR: '1' }), ...process.env, ...env },
    stdio: ['inherit', stdio, stdio],
    timeout: LIMIT_IN_MS,
    killSignal: 'SIGKILL',
  })
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve) =>
    child.once('close', (code, signal) => {
      if (signal) console.error(`The tests were ended by ${signal}.`)
      if (name) console.log(`── ${name}\n${Buffer.concat(chunks)}`)
      resolve(code ?? 1)
    })
  )
}

/** Process that runs quick tests on its own stores. */
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

/** Runs jobs one after the other until none are left. */
async function work() {
  for (let job = jobs.shift(); job; job = jobs.shift()) status = (await job()) || status
}

await Promise.all(Array.from({ length: PROCESSES }, work))
process.exitCode = status
