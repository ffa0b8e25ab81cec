import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { havePackagesChanged } from '../../../bin/packages_changed.js'
import { aTemporaryFolder } from '#tests/helpers/processes'

const IDENTITY = ['-c', 'user.name=Asha', '-c', 'user.email=asha@theta.example']

test.group('The check for changed packages', (group) => {
  let root: string
  const git = (...args: string[]) =>
    execFileSync('git', [...IDENTITY, ...args], { cwd: root, stdio: 'ignore' })

  async function commitChangeOf(file: string) {
    await mkdir(join(root, file, '..'), { recursive: true })
    await writeFile(join(root, file), String(Math.random()))
    git('add', '--all')
    git('commit', '--message', `Change ${file}`)
  }

  async function branchOff() {
    git('update-ref', 'refs/remotes/origin/main', 'HEAD')
    await commitChangeOf('README.md')
  }

  /** The number of commits that count as recent. */
  function commitOtherThings() {
    const another = `commit refs/heads/main\ncommitter Asha <asha@theta.example> 0 +0000\ndata 7\nAnother\n`
    const input = `${another}from refs/heads/main^0\n\n${another.repeat(49)}`
    execFileSync('git', ['fast-import', '--quiet'], { cwd: root, input })
  }

  group.each.setup(async () => {
    const [folder, remove] = await aTemporaryFolder()
    root = folder
    git('init', '--initial-branch=main')
    await commitChangeOf('packages/store/index.ts')
    const nightly = process.env.CI_NIGHTLY
    delete process.env.CI_NIGHTLY
    return async () => {
      if (nightly !== undefined) process.env.CI_NIGHTLY = nightly
      await remove()
    }
  })

  test('reports a change when the history is too short', ({ assert }) => {
    assert.isTrue(havePackagesChanged(root))
  })

  test('reports a recent commit', async ({ assert }) => {
    commitOtherThings()
    assert.isFalse(havePackagesChanged(root))
    await commitChangeOf('packages/store/index.ts')
    await commitChangeOf('README.md')
    assert.isTrue(havePackagesChanged(root))
  })

  test('reports a commit of this branch, and not one before it', async ({ assert }) => {
    await branchOff()
    assert.isFalse(havePackagesChanged(root))
    await commitChangeOf('packages/store/index.ts')
    assert.isTrue(havePackagesChanged(root))
  })

  test('reports an untracked file', async ({ assert }) => {
    await branchOff()
    assert.isFalse(havePackagesChanged(root))
    await writeFile(join(root, 'packages/store/new.ts'), '')
    assert.isTrue(havePackagesChanged(root))
  })

  test('reports a change every night', async ({ assert }) => {
    await branchOff()
    process.env.CI_NIGHTLY = 'true'
    assert.isTrue(havePackagesChanged(root))
    delete process.env.CI_NIGHTLY
  })
})
