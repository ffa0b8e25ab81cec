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

/** Node.js arguments for the server and for console commands: from the build if it is fresh, since it starts faster. */
export const SERVER = isBuilt
  ? ['build/bin/server.js']
  : ['--import=@poppinss/ts-exec', 'bin/server.ts']
export const ACE = isBuilt ? 'build/ace.js' : 'ace.js'

/** A separate process of the application, which inherits none of the tests' environment. */
export interface AppProcess {
  child: ChildProcess
  /** Its output so far. */
  stdout(): string
  stderr(): string
  /** Its exit code; `null` when a signal ended it. */
  ended: Promise<number | null>
  /** Ends it by SIGTERM or the given signal. @returns its exit code */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export interface AppServer extends AppProcess {
  url: string
}

/** A temporary folder, and a function for `group.each.teardown` and the like that removes it. */
export async function aTemporaryFolder(): Promise<[string, () => Promise<void>]> {
  const folder = await mkdtemp(join(tmpdir(), 'theta-'))
  return [folder, () => rm(folder, { recursive: true, force: true, maxRetries: 5 })]
}

/** The environment for a process in production mode on embedded stores in a folder, without any `.env` file. */
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

/** A shared cache of compiled code, which makes each start about a second shorter. */
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
  child.stdin.on('error', () => {}) // the process may end without reading its input
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

/** Runs a console command and waits for its end. */
export async function ace(
  args: string[],
  environment: NodeJS.ProcessEnv,
  input?: string
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const command = start([ACE, ...args], environment, input)
  const code = await command.ended
  return { code, stdout: command.stdout(), stderr: command.stderr() }
}

/** The timeout for a process on a busy machine: the demo builds the application first. */
const TIMEOUT_IN_MS = 150_000

/** Polls until the result is not empty. @throws on a timeout, or when the process has ended */
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
