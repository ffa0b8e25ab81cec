import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { SERVER_ARGUMENTS } from '../bin/server_arguments.ts'

const MEBIBYTE_IN_KIB = 1024

/** Production build running as it does for its users. */
export class ServerProcess {
  /** Time from process start to the first response. */
  millisecondsToFirstAnswer = 0

  readonly address: string
  private child: ChildProcess

  private constructor(child: ChildProcess, address: string) {
    this.child = child
    this.address = address
  }

  /** @param nodeOptions additional options of Node.js */
  static async start(
    root: string,
    env: NodeJS.ProcessEnv,
    nodeOptions: string[] = []
  ): Promise<ServerProcess> {
    const startedAt = performance.now()
    const child = spawn(process.execPath, [...nodeOptions, ...SERVER_ARGUMENTS], {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    const server = new ServerProcess(child, `http://127.0.0.1:${env.PORT}`)
    await server.untilItAnswers()
    server.millisecondsToFirstAnswer = performance.now() - startedAt
    return server
  }

  /** Resident memory, in MiB (Linux). */
  residentMemory(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / MEBIBYTE_IN_KIB
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name)
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve))
    this.child.kill('SIGTERM')
    await ended
  }

  private async untilItAnswers() {
    while (this.child.exitCode === null) {
      const answer = await fetch(`${this.address}/api/course/all`).catch(() => null)
      if (answer?.ok) return
      await sleep(10)
    }
    throw new Error('The server ended before it answered')
  }
}
