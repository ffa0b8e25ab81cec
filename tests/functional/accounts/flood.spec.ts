import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import FileStore from '#app/media/file_store'
import type { AppServer } from '#tests/helpers/processes'
import { aSecondServer } from '#tests/helpers/second_server'
import { emptyStores } from '#tests/helpers/stores'

const CALLERS = 50
const CALLS = 500

/** The limit allows for a busy machine; before hashes were queued, a file took 20 seconds. */
const TOLERATED_MS = 2_000

function p99(values: number[]): number {
  return values.sort((one, other) => one - other)[Math.floor(values.length * 0.99)]
}

test.group('500 simultaneous calls that need password hashes', (group) => {
  group.tap((one) => one.tags(['@slow']).timeout(180_000))
  let server: AppServer
  let file: string

  group.setup(emptyStores)
  group.setup(async () => {
    const files = await app.container.make(FileStore)
    file = `uploads/${randomUUID()}.png`
    await files.save(file, Readable.from([Buffer.alloc(300_000)]), 'image/png')
    server = await aSecondServer({ RATE_LIMITS: 'on' })
    return () => server.stop().then(() => {})
  })

  /** Reads the file repeatedly during other work. @returns the 99th percentile of the times */
  async function readDuring(work: Promise<unknown>): Promise<number> {
    const times: number[] = []
    let isOver = false
    const reader = async () => {
      while (!isOver) {
        const startedAt = performance.now()
        const response = await fetch(`${server.url}/${file}`)
        await response.arrayBuffer()
        times.push(performance.now() - startedAt)
      }
    }
    const readers = [reader(), reader()]
    await work
    isOver = true
    await Promise.all(readers)
    return p99(times)
  }

  const flood = (path: string, body: (number: number) => object) =>
    Promise.all(
      Array.from({ length: CALLS }, async (_, number) => {
        const headers = {
          'content-type': 'application/json',
          'x-forwarded-for': `203.0.113.${number % CALLERS}`,
        }
        const init = { method: 'POST', headers, body: JSON.stringify(body(number)) }
        const response = await fetch(`${server.url}${path}`, init)
        await response.arrayBuffer()
        return response
      })
    )

  test('does not slow down the reading of files: {what}')
    .with([
      { what: 'sign-ins', path: '/api/user/login' },
      { what: 'forged reset links', path: '/api/user/reset?token=forged' },
    ])
    .run(async ({ assert }, { path }) => {
      const quiet = await readDuring(new Promise((resolve) => setTimeout(resolve, 2_000)))
      const calls = flood(path, (number) => ({
        email: `${number}@theta.example`,
        password: 'learn-with-theta',
      }))

      const flooded = await readDuring(calls)

      assert.isAtMost(flooded, Math.max(2 * quiet, TOLERATED_MS))
      for (const response of await calls) {
        assert.include([400, 503], response.status)
        if (response.status === 503) assert.isNotNull(response.headers.get('retry-after'))
      }
    })
})
