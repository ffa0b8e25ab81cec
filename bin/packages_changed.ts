/*
 * Exits with 0 if the packages have changed:
 *   if node bin/packages_changed.ts; then …
 */
import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'

/** More commits than a push usually has; older ones were tested earlier. */
const RECENT_COMMITS = 50

/**
 * Returns whether the tests of `packages/` must run: whether the folder differs from the commit at
 * which this branch left `origin/main` or, on `main` itself, from 50 commits ago. Also returns true
 * with `CI_NIGHTLY=true`, and if the difference is unknown (a shallow clone, or no repository).
 */
export function havePackagesChanged(root: string): boolean {
  if (process.env.CI_NIGHTLY === 'true') return true
  const git = (...args: string[]) => spawnSync('git', args, { cwd: root, encoding: 'utf8' })
  const text = (...args: string[]) => git(...args).stdout.trim()

  const head = text('rev-parse', 'HEAD')
  const fork = text('merge-base', 'HEAD', 'origin/main')
  const base = fork && fork !== head ? fork : `HEAD~${RECENT_COMMITS}`
  const { status } = git('diff', '--quiet', base, '--', 'packages')
  const untracked = text('ls-files', '--others', '--exclude-standard', '--', 'packages')
  return status !== 0 || untracked !== ''
}

if (import.meta.main) process.exit(havePackagesChanged(dirname(import.meta.dirname)) ? 0 : 1)
