import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import LockWait from '#app/platform/sql/lock_wait'

const TIMEOUT_IN_MS = 60

test.group('Waiting for a SQLite lock', () => {
  /** Work that finds the database locked the given number of times. */
  function lockedTimes(times: number) {
    const work = { tries: 0, run: () => {} }
    work.run = () => {
      if (++work.tries <= times) throw Object.assign(new Error('locked'), { code: 'SQLITE_BUSY' })
    }
    return work
  }

  test('ends after the timeout, and later work fails at once', async ({ assert }) => {
    const wait = new LockWait(TIMEOUT_IN_MS)
    await assert.rejects(() => wait.run(lockedTimes(Infinity).run), 'locked')

    const next = lockedTimes(Infinity)
    await assert.rejects(() => wait.run(next.run), 'locked')
    assert.equal(next.tries, 1)
  })

  test('begins anew when nothing has met the lock for as long as the timeout', async ({
    assert,
  }) => {
    const wait = new LockWait(TIMEOUT_IN_MS)
    await assert.rejects(() => wait.run(lockedTimes(Infinity).run), 'locked')
    await sleep(2 * TIMEOUT_IN_MS)

    const later = lockedTimes(1)
    await wait.run(later.run)
    assert.equal(later.tries, 2)
  })
})
