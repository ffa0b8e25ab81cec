import { test } from '@japa/runner'
import { once } from '#app/identity/once'

test.group('A function that runs once', () => {
  test('shares its result', async ({ assert }) => {
    let calls = 0
    const made = once(async () => ++calls)

    assert.deepEqual([await made(), await made()], [1, 1])
  })

  test('runs again after it has failed', async ({ assert }) => {
    let calls = 0
    const made = once(async () => {
      if (++calls === 1) throw new Error('no memory')
      return calls
    })

    await assert.rejects(() => made(), 'no memory')
    assert.equal(await made(), 2)
  })
})
