import { test } from '@japa/runner'
import { shardsOf } from '#tests/helpers/shards'

const FILES = [5, 40, 12, 30, 9, 20].map((bytes) => ({ path: `${bytes}.spec.ts`, bytes }))

test.group('The partition of a suite', () => {
  test('contains every file exactly once', ({ assert }) => {
    const shards = shardsOf(FILES, 3)
    assert.lengthOf(shards, 3)
    assert.sameMembers(
      shards.flat(),
      FILES.map(({ path }) => path)
    )
  })

  test('has parts of about equal size', ({ assert }) => {
    const sizes = shardsOf(FILES, 2).map((paths) =>
      paths.reduce((sum, path) => sum + Number.parseInt(path), 0)
    )
    assert.isBelow(Math.abs(sizes[0] - sizes[1]), 9)
  })

  test('does not depend on the order of the files', ({ assert }) => {
    assert.deepEqual(shardsOf(FILES.toReversed(), 2), shardsOf(FILES, 2))
  })
})
