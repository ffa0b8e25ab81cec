/*
 * Runs after a build: starts the server once on temporary stores and sends the most common
 * requests, so that the compile cache contains their code for later starts (see server.ts).
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free_port.js'

const PATHS = ['/api/course/all', '/', '/admin', '/api/user/me', '/health/ready']
/** Long enough for an emulated CPU, on which a start takes a minute. */
const TIMEOUT_IN_MS = 180_000

const dataDir = mkdtempSync(join(tmpdir(), 'theta-compile-'))
const port = await freePort()
const server = spawn(
  process.execPath,
  [...process.execArgv, join(import.meta.dirname, 'server.js')],
  {
    env: {
      NODE_ENV: 'production',
      ALLOW_EMBEDDED: 'true',
      APP_KEY: 'only-while-code-is-compiled-0123456789',
      FRONTEND_URL: 'http://localhost:5173',
      LOG_LEVEL: 'warn',
      SHUTDOWN_GRACE: '0',
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: dataDir,
    },
    stdio: 'inherit',
  }
)
const ended = new Promise<number | null>((resolve) => server.once('exit', resolve))

async function ask(path: string): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => null)
  await answer?.arrayBuffer()
  return answer !== null
}

const giveUpAt = Date.now() + TIMEOUT_IN_MS
while (server.exitCode === null && Date.now() < giveUpAt && !(await ask('/health'))) await sleep(50)
for (const path of PATHS) await ask(path)
server.kill('SIGTERM')
process.exitCode = (await ended) ?? 1
rmSync(dataDir, { recursive: true, force: true })
