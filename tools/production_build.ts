/*
 * Production build for benchmarks and screenshots: creates it, and runs its commands on their own
 * stores.
 */
import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isBuildFresh } from '../bin/fresh_build.ts'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Environment with embedded stores in a folder, and no delay at shutdown. */
export function embeddedEnvironment(dataDir: string, port: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: 'production',
    SHUTDOWN_GRACE: '0',
    ALLOW_EMBEDDED: 'true',
    LOG_LEVEL: 'warn',
    HOST: '127.0.0.1',
    PORT: process.env.PORT || port,
    APP_KEY: 'only-for-a-while-0123456789abcdefgh',
    FRONTEND_URL: 'http://localhost:5173',
    DATA_DIR: dataDir,
  }
}

/**
 * Runs Node.js in the project's folder. Its output is shown only if it fails.
 * @returns its output
 * @throws if it fails
 */
export function run(args: string[], env: NodeJS.ProcessEnv, input?: string): string {
  const { status, stdout } = spawnSync(process.execPath, args, {
    cwd: root,
    env,
    input,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  if (status === 0) return String(stdout)
  process.stderr.write(stdout)
  throw new Error(`${args.join(' ')} failed`)
}

/** Builds the application unless the build is fresh. */
export function build(): void {
  if (isBuildFresh(root)) return
  const env = { ...process.env, NODE_ENV: 'development' }
  run(['ace.js', 'build', '--tsconfig=tsconfig.build.json'], env)
}
