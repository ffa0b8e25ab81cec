import { mkdir, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { isBuildFresh } from '../../../bin/fresh_build.js'
import { aTemporaryFolder } from '#tests/helpers/processes'

test.group('A build', (group) => {
  let root: string
  const later = new Date(Date.now() + 3_600_000)

  group.each.setup(async () => {
    const [folder, remove] = await aTemporaryFolder()
    root = folder
    await mkdir(join(root, 'app/courses'), { recursive: true })
    await writeFile(join(root, 'app/courses/list.ts'), '')
    await mkdir(join(root, 'build'))
    await writeFile(join(root, 'build/package.json'), '{}')
    return remove
  })

  test('is fresh while its sources stay as they are', ({ assert }) => {
    assert.isTrue(isBuildFresh(root))
  })

  test('is stale once a source is edited', async ({ assert }) => {
    await utimes(join(root, 'app/courses/list.ts'), later, later)
    assert.isFalse(isBuildFresh(root))
  })

  test('is stale once a source is added or deleted', async ({ assert }) => {
    await utimes(join(root, 'app/courses'), later, later)
    assert.isFalse(isBuildFresh(root))
  })

  test('is not fresh before it is complete', async ({ assert }) => {
    await rm(join(root, 'build/package.json'))
    assert.isFalse(isBuildFresh(root))
  })

  test('is not affected by other files', async ({ assert }) => {
    await writeFile(join(root, 'README.md'), '')
    await utimes(join(root, 'README.md'), later, later)
    assert.isTrue(isBuildFresh(root))
  })
})
