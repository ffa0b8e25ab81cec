import { test } from '@japa/runner'
import TooBusy from '#app/identity/exceptions/too_busy'
import HashingQueue from '#app/identity/hashing_queue'

/** Work that ends on demand. */
function aTask() {
  let end!: () => void
  const ended = new Promise<void>((resolve) => (end = resolve))
  return { run: () => ended, end }
}

test.group('The queue of password hashes', () => {
  test('runs as many at once as allowed, then the others in order', async ({ assert }) => {
    const queue = new HashingQueue({ atOnce: 2, maxWaitInMs: 1_000 })
    const tasks = Array.from({ length: 5 }, aTask)
    const started: number[] = []
    const results = tasks.map((task, number) =>
      queue.run(async () => {
        started.push(number)
        await task.run()
        return number
      })
    )
    assert.deepEqual(started, [0, 1])

    tasks[1].end()
    await results[1]
    assert.deepEqual(started, [0, 1, 2])

    for (const task of tasks) task.end()
    assert.deepEqual(await Promise.all(results), [0, 1, 2, 3, 4])
    assert.deepEqual(started, [0, 1, 2, 3, 4])
  })

  test('refuses work when it is full, and accepts more once it is shorter', async ({ assert }) => {
    const queue = new HashingQueue({ atOnce: 1, maxWaitInMs: 150 }) // a hash is assumed to take 100
    const task = aTask()
    const accepted = [queue.run(task.run), queue.run(task.run)]
    await assert.rejects(() => queue.run(task.run), TooBusy.message)

    task.end()
    await Promise.all(accepted)
    assert.equal(await queue.run(async () => 'done'), 'done')
  })

  test('continues after work that fails', async ({ assert }) => {
    const queue = new HashingQueue({ atOnce: 1, maxWaitInMs: 1_000 })
    const failing = queue.run(() => Promise.reject(new Error('no')))
    const next = queue.run(async () => 'done')

    await assert.rejects(() => failing, 'no')
    assert.equal(await next, 'done')
  })

  test('refuses work earlier when recent work was slow', async ({ assert }) => {
    const clock = { now: 0 }
    const queue = new HashingQueue({ atOnce: 2, maxWaitInMs: 3_000 }, () => clock.now)
    const accepts = async () => {
      const task = aTask()
      const results = Array.from({ length: 300 }, () => queue.run(task.run))
      const settled = Promise.allSettled(results)
      task.end()
      const outcomes = await settled
      return outcomes.filter(({ status }) => status === 'fulfilled').length
    }
    assert.equal(await accepts(), 2 + 60)

    for (let done = 0; done < 50; done++) await queue.run(async () => void (clock.now += 1_000))

    assert.isBelow(await accepts(), 2 + 10)
  })

  test('refuses work that has waited too long', async ({ assert }) => {
    const clock = { now: 0 }
    const queue = new HashingQueue({ atOnce: 1, maxWaitInMs: 3_000 }, () => clock.now)
    const slow = aTask()
    const first = queue.run(slow.run)
    const late = [queue.run(slow.run), queue.run(slow.run)]
    const refused = late.map((result) => assert.rejects(() => result, TooBusy.message))

    clock.now = 3_001
    const inTime = queue.run(async () => 'done')
    slow.end()

    await first
    await Promise.all(refused)
    assert.equal(await inTime, 'done')
  })
})
