/*
 * Tells by its exit code whether the packages have changed:
 *   if node bin/packages_changed.ts; then …
 */
import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'

/** More commits than one push has: what is older was tested when it came. */
const RECENT_COMMITS = 50

/**
 * Tells whether the tests of `packages/` are worth their time: whether anything in it differs from where this branch
 * left `origin/main` or, on `main` itself, from 50 commits ago. Where that can't be known (a shallow clone, no
 * repository), and with `CI_NIGHTLY=true`, it has changed.
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
