import { cpSync, readFileSync } from 'node:fs'
import { join, matchesGlob, relative } from 'node:path'

/** Copies what Docker would be sent: a folder without what its `.dockerignore` names. */
export function copyBuildContext(source: string, target: string): void {
  const ignored = readFileSync(join(source, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() && !line.startsWith('#'))
  if (ignored.some((pattern) => pattern.startsWith('!'))) {
    throw new Error('.dockerignore has an exception (!), which is not understood here')
  }
  cpSync(source, target, {
    recursive: true,
    filter: (path) => {
      const name = relative(source, path)
      return !ignored.some((pattern) => matchesGlob(name, pattern))
    },
  })
}
