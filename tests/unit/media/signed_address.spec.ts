import { mock } from 'node:test'
import { test } from '@japa/runner'
import env from '#start/env'
import InvalidSignature from '#app/media/exceptions/invalid_signature'
import { signedMediaAddress, verifySignature } from '#app/media/signed_address'

const KEY = 'uploads/22222222-2222-4222-8222-222222222222.mp4'

function queryOf(address: string) {
  return Object.fromEntries(new URLSearchParams(address.split('?')[1]))
}

test.group('A signed address', (group) => {
  group.each.setup(() => {
    mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 })
    return () => mock.timers.reset()
  })

  test('is relative, without a leading slash', ({ assert }) => {
    const address = signedMediaAddress(KEY)

    assert.isTrue(address.startsWith(`${KEY}?`))
    verifySignature(KEY, queryOf(address))
  })

  test('is valid until it expires', ({ assert }) => {
    const query = queryOf(signedMediaAddress(KEY))

    mock.timers.tick((env.get('MEDIA_URL_TTL') - 1) * 1000)
    verifySignature(KEY, query)

    mock.timers.tick(1000)
    assert.throws(() => verifySignature(KEY, query), InvalidSignature)
  })

  test('outlives a lecture that is watched with long pauses', ({ assert }) => {
    const query = queryOf(signedMediaAddress(KEY))
    mock.timers.tick(23 * 60 * 60 * 1000)
    assert.doesNotThrow(() => verifySignature(KEY, query))
  })

  test('takes less than 50 µs to create', ({ assert }) => {
    const timeOfOne = () => {
      const start = performance.now()
      for (let made = 0; made < 100; made++) signedMediaAddress(KEY)
      return (performance.now() - start) / 100
    }
    // The fastest of many rounds: other work on the machine does not disturb all of them.
    assert.isBelow(Math.min(...Array.from({ length: 50 }, timeOfOne)), 0.05)
  })
})
