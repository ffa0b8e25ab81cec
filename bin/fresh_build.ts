import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Sources of a build. */
const SOURCES = [
  'ace.js',
  'adonisrc.ts',
  'app',
  'bin',
  'commands',
  'config',
  'database',
  'package-lock.json',
  'package.json',
  'packages',
  'providers',
  'resources',
  'start',
  'tsconfig.build.json',
  'tsconfig.json',
  'vite.config.ts',
]

/**
 * Returns whether `build/` is complete and was started after the last change to its sources.
 * Deleting a source changes its folder, so it counts too.
 */
export function isBuildFresh(root: string): boolean {
  const build = join(root, 'build')
  if (!existsSync(join(build, 'package.json'))) return false // copied last
  const begunAt = statSync(build).birthtimeMs
  return SOURCES.every((source) => !isYounger(join(root, source), begunAt))
}

function isYounger(path: string, time: number): boolean {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) return false
  if (stats.mtimeMs > time) return true
  return (
    stats.isDirectory() &&
    readdirSync(path).some((name) => name !== 'node_modules' && isYounger(join(path, name), time))
  )
}
