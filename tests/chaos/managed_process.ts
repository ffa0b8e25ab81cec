import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'
import type { Fault } from '#tests/chaos/fault'

/** Bounds for a loaded machine. Stopping includes the requests and jobs in flight, which have 30 seconds each. */
const START_WITHIN_MS = 300_000
const STOP_WITHIN_MS = 180_000

interface Options {
  name: string
  args: string[]
  environment: NodeJS.ProcessEnv
  /** Folder of its log. */
  folder: string
  isReady: () => Promise<boolean>
}

/** A process that the plan kills, stops and restarts, and that is started again when its start is refused. */
export class ManagedProcess {
  readonly name: string
  /** Reasons why the process ended although nobody ended it. */
  readonly crashes: string[] = []
  private child?: ChildProcess
  /** True from the first answer until somebody ends it. */
  private hasStarted = false
  private starting?: Promise<void>

  constructor(private options: Options) {
    this.name = options.name
  }

  /** Waits until the process is ready. While something that it needs is unavailable, its start may fail. */
  start(): Promise<void> {
    return (this.starting ??= this.startUntilReady().finally(() => (this.starting = undefined)))
  }

  async kill(): Promise<void> {
    await this.end('SIGKILL')
  }

  /** Ends the process gracefully. */
  async stop(): Promise<void> {
    const lastResort = setTimeout(() => {
      this.crashes.push(`${this.name} did not stop within ${STOP_WITHIN_MS / 1000} s of SIGTERM`)
      this.child?.kill('SIGKILL')
    }, STOP_WITHIN_MS)
    await this.end('SIGTERM')
    clearTimeout(lastResort)
  }

  /**
   * Kills, restarts and freezes it, longer than anyone waits for a lock.
   * @param peers name of the processes of which only one is down at a time, so that the load can go on
   */
  faults(peers = this.name): Fault[] {
    const { name } = this
    return [
      {
        name: `kill ${name}`,
        target: peers,
        seconds: [0.1, 4],
        begin: () => this.kill(),
        end: () => this.start(),
      },
      {
        name: `freeze ${name}`,
        target: `frozen ${name}`,
        seconds: [0.2, 6],
        begin: () => void this.child?.kill('SIGSTOP'),
        end: () => void this.child?.kill('SIGCONT'),
      },
      {
        name: `restart ${name}`,
        target: peers,
        seconds: [0, 2],
        begin: () => this.stop(),
        end: () => this.start(),
      },
    ]
  }

  private async startUntilReady() {
    const deadline = Date.now() + START_WITHIN_MS
    while (Date.now() < deadline) {
      if (!this.isRunning) this.spawn()
      if (await this.options.isReady()) {
        this.hasStarted = true
        return
      }
      await sleep(200)
    }
    throw new Error(`${this.name} was not ready after ${START_WITHIN_MS / 1000} s`)
  }

  private get isRunning(): boolean {
    return this.child?.exitCode === null && this.child.signalCode === null
  }

  private spawn() {
    const { name, args, environment, folder } = this.options
    const { PATH = '', HOME = '', TMPDIR = tmpdir() } = process.env
    const log = (line: string) => appendFileSync(`${folder}/${name}.log`, line)
    const child = spawn(process.execPath, args, {
      cwd: app.makePath(),
      env: { PATH, HOME, TMPDIR, ...environment },
    })
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', log)
    log(`── ${new Date().toISOString()} process ${child.pid} starts\n`)
    child.once('exit', (code, signal) => {
      log(`── ${new Date().toISOString()} process ${child.pid} ends: ${signal ?? code}\n`)
      if (this.hasStarted) this.crashes.push(`${name} ended by itself: ${signal ?? code}`)
    })
    this.child = child
    this.hasStarted = false
  }

  private async end(signal: NodeJS.Signals) {
    const { child } = this
    if (!child || !this.isRunning) return
    this.hasStarted = false
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
}
