import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The project's folder, also when the application runs from the `build` folder in it: there `.env` lies,
 * and a relative `DATA_DIR` starts there. (A `build` folder deployed alone is its own root.)
 */
export function projectRoot(): string {
  const appRoot = dirname(dirname(fileURLToPath(import.meta.url)))
  const parent = dirname(appRoot)
  const isBuildFolder = basename(appRoot) === 'build' && existsSync(join(parent, 'adonisrc.ts'))
  return isBuildFolder ? parent : appRoot
}
