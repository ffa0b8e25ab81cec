import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import { fairTurn } from '#app/platform/fair_turns'

/** Blocks the processor, as a SQLite query does. */
function work(milliseconds: number) {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

test.group('Fair turns of the event loop', () => {
  test('lets a timer fire while a hundred tasks are waiting', async ({ assert }) => {
    let done = 0
    const tasks = Array.from({ length: 100 }, async () => {
      await fairTurn()
      work(3)
      done++
    })

    await sleep(1)

    assert.isBelow(done, 20)
    await Promise.all(tasks)
    assert.equal(done, 100)
  })
})
