import { test } from '@japa/runner'
import StatCache from '#app/media/drivers/stat_cache'

const stat = (size: number) => ({ size, lastModified: new Date(0) })

test.group('The cache of file metadata', () => {
  test('keeps entries until they are deleted', ({ assert }) => {
    const recent = new StatCache()
    recent.set('a', stat(1))
    assert.deepEqual(recent.get('a'), stat(1))
    recent.delete('a')
    assert.isUndefined(recent.get('a'))
  })

  test('forgets entries after five minutes', ({ assert }) => {
    const clock = { now: 0 }
    const recent = new StatCache(() => clock.now)
    recent.set('a', stat(1))
    clock.now = 5 * 60_000 - 1
    assert.isDefined(recent.get('a'))
    clock.now++
    assert.isUndefined(recent.get('a'))
  })

  test('keeps the thousand files that were used last', ({ assert }) => {
    const recent = new StatCache()
    recent.set('first', stat(1))
    recent.set('second', stat(2))
    for (let number = 0; number < 999; number++) {
      recent.get('first')
      recent.set(`file ${number}`, stat(number))
    }
    assert.isDefined(recent.get('first'))
    assert.isUndefined(recent.get('second'))
  })
})
