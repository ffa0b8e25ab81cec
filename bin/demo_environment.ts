/*
 * How the demo runs: whatever works beside it, on its stores, needs the same.
 */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const DEFAULT_DATA_DIR = 'storage/demo'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const dataDir = resolve(root, process.env.DATA_DIR || DEFAULT_DATA_DIR)
export const port = process.env.PORT || '3333'
export const address = `http://localhost:${port}`

/** The key is made once and kept: what was encrypted or signed with it stays good. */
function appKey(): string {
  const file = join(dataDir, 'app_key')
  try {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    const { code, path, message } = error as NodeJS.ErrnoException
    const isMade = code === 'EEXIST' && path === file // and not a file in the folder's place
    if (!isMade) {
      console.error(`The demo can't keep its data in DATA_DIR, ${dataDir}: ${message}`)
      process.exit(1)
    }
  }
  return readFileSync(file, 'utf8').trim()
}

export const env: NodeJS.ProcessEnv = {
  HOST: '127.0.0.1',
  LOG_LEVEL: 'warn',
  FRONTEND_URL: 'http://localhost:5173',
  APP_URL: address,
  SHUTDOWN_GRACE: '0',
  ...process.env,
  NODE_ENV: 'production',
  ALLOW_EMBEDDED: 'true',
  PORT: port,
  DATA_DIR: dataDir,
  APP_KEY: process.env.APP_KEY || appKey(),
}

/** What runs a console command beside this demo, from another terminal in the project's folder. */
export function consoleCommand(command: string): string {
  const isElsewhere = dataDir !== resolve(root, DEFAULT_DATA_DIR)
  return `${isElsewhere ? `DATA_DIR='${dataDir}' ` : ''}npm run --silent demo:ace -- ${command}`
}
