/*
 * Environment of the demo, which commands that use its stores need too.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepareDataFolder } from '../start/data_folder.ts'

const DEFAULT_DATA_DIR = 'storage/demo'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const dataDir = resolve(root, process.env.DATA_DIR || DEFAULT_DATA_DIR)
export const port = process.env.PORT || '3333'
export const address = `http://localhost:${port}`

/** Created once and kept, so that encrypted and signed data stays valid. */
function appKey(): string {
  const file = join(dataDir, 'app_key')
  try {
    prepareDataFolder(dataDir)
    if (!existsSync(file))
      writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    console.error(`DATA_DIR (${dataDir}) is not writable: ${(error as Error).message}`)
    process.exit(1)
  }
  return readFileSync(file, 'utf8').trim()
}

export const env: NodeJS.ProcessEnv = {
  HOST: '127.0.0.1',
  LOG_LEVEL: 'warn',
  FRONTEND_URL: 'http://localhost:5173',
  MEMBERS_ORIGINS: 'http://localhost:5174',
  MEMBER_ROLE_SECRET_KEY: 'join-the-board',
  APP_URL: address,
  SELLER_NAME: 'Theta Learning (demo)',
  SELLER_ADDRESS: '12 MG Road, Kochi 682016',
  SELLER_GSTIN: '32AABCL8151B1Z1',
  SHUTDOWN_GRACE: '0',
  ...process.env,
  NODE_ENV: 'production',
  ALLOW_EMBEDDED: 'true',
  PORT: port,
  DATA_DIR: dataDir,
  APP_KEY: process.env.APP_KEY || appKey(),
}

/**
 * Command line that runs a console command on this demo, from another terminal in the project's
 * folder.
 */
export function consoleCommand(command: string): string {
  const isElsewhere = dataDir !== resolve(root, DEFAULT_DATA_DIR)
  return `${isElsewhere ? `DATA_DIR='${dataDir}' ` : ''}npm run --silent demo:ace -- ${command}`
}
