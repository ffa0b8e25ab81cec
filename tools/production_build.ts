/*
 * What benchmarks and pictures need of the production build: to make it, and to run its commands on stores of their own.
 */
import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Embedded stores in a folder, and nothing that a start waits for at its end. */
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

/** Runs Node.js in the project's folder; what it says is shown if it fails. @throws when it fails */
export function run(args: string[], env: NodeJS.ProcessEnv, input?: string): void {
  const { status, stdout } = spawnSync(process.execPath, args, {
    cwd: root,
    env,
    input,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  if (status === 0) return
  process.stderr.write(stdout)
  throw new Error(`${args.join(' ')} failed`)
}

export function build(): void {
  const env = { ...process.env, NODE_ENV: 'development' }
  run(['ace.js', 'build', '--tsconfig=tsconfig.build.json'], env)
}
