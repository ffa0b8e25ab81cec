/*
 * Installs the production build outside the project, as on a host, and starts it:
 *   node tools/check_build.ts      (after npm run build)
 * It must become ready with production dependencies only, and shut down gracefully.
 */
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../bin/free_port.ts'
import { embeddedEnvironment, root } from './production_build.ts'

const TIMEOUT_IN_MS = 60_000

const work = mkdtempSync(join(tmpdir(), 'theta-build-'))
const installed = join(work, 'app')
const port = String(await freePort())
const env = { ...embeddedEnvironment(join(work, 'data'), port), PORT: port }

async function untilReady(isRunning: () => boolean): Promise<void> {
  const deadline = Date.now() + TIMEOUT_IN_MS
  while (isRunning() && Date.now() < deadline) {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null)
    if (answer?.ok) return
    await sleep(50)
  }
  assert.fail('/health/ready did not answer with 200')
}

try {
  cpSync(join(root, 'build'), installed, { recursive: true })
  const npm = ['ci', '--omit=dev', '--no-audit', '--no-fund', '--prefer-offline']
  const { status } = spawnSync('npm', npm, { cwd: installed, stdio: 'inherit' })
  assert.equal(status, 0, 'npm ci --omit=dev failed in the build')

  const server = spawn(process.execPath, ['bin/server.js'], {
    cwd: installed,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const ended = once(server, 'exit')
  try {
    await untilReady(() => server.exitCode === null)
  } finally {
    server.kill('SIGTERM')
  }
  assert.deepEqual(await ended, [0, null], 'The server did not end in order')
  console.log(
    'The build answers /health/ready with production dependencies only, and shuts down gracefully.'
  )
} finally {
  rmSync(work, { recursive: true, force: true })
}
