import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'
import { freePort } from '../../bin/free_port.js'
import { isBuildFresh } from '../../bin/fresh_build.js'

const isBuilt = isBuildFresh(app.makePath())

/** Node.js's arguments for the server and for console commands: of the build if it is fresh, for it starts sooner. */
export const SERVER = isBuilt
  ? ['build/bin/server.js']
  : ['--import=@poppinss/ts-exec', 'bin/server.ts']
export const ACE = isBuilt ? 'build/ace.js' : 'ace.js'

/** A process of the application apart from the tests', with nothing of their environment. */
export interface AppProcess {
  child: ChildProcess
  /** What it has written so far. */
  stdout(): string
  stderr(): string
  /** Its exit code; `null` when a signal ended it. */
  ended: Promise<number | null>
  /** Ends it by SIGTERM, unless another signal is given, and tells its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export interface AppServer extends AppProcess {
  url: string
}

/** A folder that `group.each.teardown` and the like remove by the second part. */
export async function aTemporaryFolder(): Promise<[string, () => Promise<void>]> {
  const folder = await mkdtemp(join(tmpdir(), 'theta-'))
  return [folder, () => rm(folder, { recursive: true, force: true, maxRetries: 5 })]
}

/** What a process needs to run on embedded stores in a folder, as production does and as no `.env` file says. */
export function embeddedIn(dataDir: string): Record<string, string> {
  return {
    ALLOW_EMBEDDED: 'true',
    APP_KEY: 'only-for-tests-0123456789abcdefghij',
    DATA_DIR: dataDir,
    ENV_PATH: dataDir,
    FRONTEND_URL: 'http://localhost:5173',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'info',
    NODE_ENV: 'production',
    PORT: '3333',
    SHUTDOWN_GRACE: '0',
  }
}

/** Where processes keep compiled code for the ones after them: it makes each start about a second shorter. */
const compileCache = () => app.makePath('tmp/compile_cache')

/** Starts Node.js with these arguments in the project's root, or another folder; `input` is its standard input. */
export function start(
  args: string[],
  environment: NodeJS.ProcessEnv,
  input?: string,
  folder = app.makePath()
): AppProcess {
  const { PATH = '', HOME = '', TMPDIR = tmpdir() } = process.env
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE: compileCache(), ...environment },
  })
  const written = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => (written[stream] += text))
  child.stdin.on('error', () => {}) // it may end without having read it
  child.stdin.end(input)

  const ended = once(child, 'close').then(([code]) => code as number | null)
  return {
    child,
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    ended,
    stop: (signal = 'SIGTERM') => stop(child, ended, signal),
  }
}

/** Starts the HTTP server and waits until it answers. */
export async function startServer(environment: NodeJS.ProcessEnv): Promise<AppServer> {
  const port = await freePort()
  const server = start(SERVER, { ...environment, PORT: String(port) })
  const url = `http://127.0.0.1:${port}`
  await until(async () => {
    const answer = await fetch(`${url}/health`).catch(() => null)
    return answer?.ok
  }, server)
  return { ...server, url }
}

/** Runs a console command to its end. */
export async function ace(
  args: string[],
  environment: NodeJS.ProcessEnv,
  input?: string
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const command = start([ACE, ...args], environment, input)
  const code = await command.ended
  return { code, stdout: command.stdout(), stderr: command.stderr() }
}

/** How long a process may take on a busy machine: the demo builds the application first. */
const TIMEOUT_IN_MS = 150_000

/** Asks again until the answer is not empty, for as long as one is patient or the process lives. */
export async function until<T>(
  ask: () => Promise<T>,
  { child, stdout, stderr }: AppProcess
): Promise<NonNullable<T>> {
  const deadline = Date.now() + TIMEOUT_IN_MS
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`The process did not get there:\n${stdout()}\n${stderr()}`)
    }
    await sleep(50)
  }
}

async function stop(child: ChildProcess, ended: Promise<number | null>, signal: NodeJS.Signals) {
  child.kill(signal)
  const lastResort = setTimeout(() => child.kill('SIGKILL'), 20_000)
  const code = await ended
  clearTimeout(lastResort)
  return code
}
