import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Project folder, even if the application runs from its `build` folder. Contains `.env`, and is the
 * base of a relative `DATA_DIR`. (A `build` folder deployed on its own is its own root.)
 */
export function projectRoot(): string {
  const appRoot = dirname(dirname(fileURLToPath(import.meta.url)))
  const parent = dirname(appRoot)
  const isBuildFolder = basename(appRoot) === 'build' && existsSync(join(parent, 'adonisrc.ts'))
  return isBuildFolder ? parent : appRoot
}
