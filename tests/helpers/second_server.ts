import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'

const PATIENCE_IN_MS = 30_000

/** Another process of the application beside the tests', on the same databases. */
export interface SecondServer {
  url: string
  stop(): Promise<void>
}

/** Starts another server on the stores of the tests; `environment` is added to theirs. */
export async function aSecondServer(
  environment: Record<string, string> = {}
): Promise<SecondServer> {
  const port = await freePort()
  const child = spawn(process.execPath, ['--import=@poppinss/ts-exec', 'bin/server.ts'], {
    cwd: app.makePath(),
    env: { ...process.env, ...environment, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  try {
    await untilHealthy(url, child)
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
  return { url, stop: () => stop(child) }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

async function untilHealthy(url: string, child: ChildProcess) {
  const deadline = Date.now() + PATIENCE_IN_MS
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error('The second server ended while it started')
    const response = await fetch(`${url}/health`).catch(() => null)
    if (response?.ok) return
    await sleep(100)
  }
  throw new Error('The second server did not start in time')
}

async function stop(child: ChildProcess) {
  if (child.exitCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  const lastResort = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await exit
  clearTimeout(lastResort)
}
