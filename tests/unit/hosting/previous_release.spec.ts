import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { aTemporaryFolder } from '#tests/helpers/processes'

/** Records each command with the release that it ran in. */
const FAKE = '#!/bin/sh\necho "$(basename "$0") $* at $(git describe --tags --always)" >>"$CALLS"\n'

test.group('The previous release on this schema', (group) => {
  let folder: string
  group.each.setup(async () => {
    const [made, remove] = await aTemporaryFolder()
    folder = made
    cpSync('infra/previous_release.sh', join(folder, 'product/infra/previous_release.sh'))
    mkdirSync(join(folder, 'bin'))
    for (const program of ['node', 'npm']) {
      writeFileSync(join(folder, 'bin', program), FAKE)
      chmodSync(join(folder, 'bin', program), 0o755)
    }
    git('init', '-q')
    git('add', '.')
    commit()
    return remove
  })

  function git(...args: string[]) {
    const who = ['-c', 'user.name=Asha', '-c', 'user.email=asha@theta.example']
    const { status, stderr } = spawnSync('git', [...who, ...args], { cwd: join(folder, 'product') })
    if (status !== 0) throw new Error(String(stderr))
  }

  function commit(...tags: string[]) {
    git('commit', '-q', '--allow-empty', '-m', 'change')
    for (const tag of tags) git('tag', tag)
  }

  function run() {
    const CALLS = join(folder, 'calls')
    const { status, stdout } = spawnSync(join(folder, 'product/infra/previous_release.sh'), {
      env: { PATH: `${folder}/bin:${process.env.PATH}`, CALLS, DATABASE_URL: 'postgres://x' },
      encoding: 'utf8',
    })
    const calls = existsSync(CALLS) ? readFileSync(CALLS, 'utf8').trim().split('\n') : []
    return { status, stdout, calls }
  }

  test('is skipped when there was no release yet', ({ assert }) => {
    commit('v1.0.0') // the release of this commit itself is not an earlier one
    const { status, stdout, calls } = run()
    assert.equal(status, 0)
    assert.include(stdout, 'SKIPPED')
    assert.isEmpty(calls)
  })

  test('migrates with this commit, and then tests the newest earlier release', ({ assert }) => {
    commit('v1.9.0', 'v1.11.0-rc.1')
    commit('v1.10.0')
    commit('v2.0.0')
    const { status, calls } = run()

    assert.equal(status, 0)
    assert.deepEqual(calls, [
      'node ace migration:run --force at v2.0.0',
      'npm ci --no-audit --no-fund --prefer-offline at v1.10.0',
      'node ace test functional at v1.10.0',
    ])
    const { stdout } = spawnSync('git', ['worktree', 'list'], { cwd: join(folder, 'product') })
    assert.lengthOf(String(stdout).trim().split('\n'), 1)
  })
})
