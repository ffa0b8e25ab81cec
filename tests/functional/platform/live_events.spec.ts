import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { mock } from 'node:test'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import type { Logger } from '@adonisjs/core/logger'
import LiveEventHub from '#app/platform/live_events/live_event_hub'
import LiveEventLog from '#app/platform/live_events/live_event_log'
import LiveEventWakeUp from '#app/platform/live_events/live_event_wake_up'
import LiveEvents from '#app/platform/live_events/live_events'
import LiveStreamRegistry from '#app/platform/live_events/live_stream_registry'
import PurgeLiveEvents from '#app/platform/live_events/purge_live_events'
import type { NewLiveEvent } from '#app/platform/live_events/live_event'
import { EventStream } from '#tests/helpers/event_stream'
import { eventually } from '#tests/helpers/eventually'
import { KeptLog, SettableClock } from '#tests/helpers/jobs'
import { emptyStores } from '#tests/helpers/stores'

const TOPIC = 'tests'

const logger = new KeptLog() as unknown as Logger
const wakeUp = new LiveEventWakeUp(undefined, logger)

/** A hub with a server of its own, as another process has one. */
async function aHub(cleanup: (end: () => Promise<void>) => void, clock = new SettableClock()) {
  const log = new LiveEventLog(clock)
  const liveEvents = new LiveEvents(wakeUp, clock)
  const registry = new LiveStreamRegistry(liveEvents, clock, logger)
  const hub = new LiveEventHub(log, registry, wakeUp, logger)
  const server = createServer(async (request, response) => {
    const from = await hub.here()
    const { searchParams } = new URL(request.url!, 'http://localhost')
    const channels = searchParams.getAll('channel')
    const lastEventId = request.headers['last-event-id'] as string | undefined
    await hub.open(response, { topic: TOPIC, channels, owner: channels[0], from, lastEventId })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  cleanup(async () => {
    await hub.close()
    server.closeAllConnections()
    server.close()
  })
  const open = (channels: string[], lastEventId?: string) => {
    const query = new URLSearchParams(channels.map((channel) => ['channel', channel]))
    return EventStream.open(`http://127.0.0.1:${port}/?${query}`, { lastEventId })
  }
  return { hub, registry, clock, log, open }
}

async function publish(event: NewLiveEvent, clock = new SettableClock()) {
  const liveEvents = new LiveEvents(wakeUp, clock)
  await db.transaction((trx) => liveEvents.publish(TOPIC, event, trx))
}

const said = (number: number, channels = ['all']): NewLiveEvent => ({
  event: { name: 'SAID', data: { number } },
  channels,
})

const numbersOf = ({ events }: EventStream) => events.map(({ data }) => data.number)

test.group('Live events', (group) => {
  group.each.setup(emptyStores)

  test('reach the streams of every hub once and in order', async ({ assert, cleanup }) => {
    const [one, other] = [await aHub(cleanup), await aHub(cleanup)]
    const streams = await Promise.all([
      one.open(['all', 'user:1']),
      other.open(['all']),
      other.open(['user:2']),
    ])
    for (let number = 1; number <= 20; number++) await publish(said(number, ['all', 'user:1']))
    await publish(said(21, ['user:2']))
    await eventually(() => streams[0].events.length >= 20 && streams[1].events.length >= 20)
    await eventually(() => streams[2].events.length > 0)

    const expected = Array.from({ length: 20 }, (_, index) => index + 1)
    assert.deepEqual(numbersOf(streams[0]), expected)
    assert.deepEqual(numbersOf(streams[1]), expected)
    assert.deepEqual(numbersOf(streams[2]), [21])
    assert.equal(streams[0].comments[0], 'retry: 3000')
    assert.match(streams[0].events[0].id, /^[0-9a-f-]{36}$/)
    assert.equal(streams[0].response.headers['content-type'], 'text/event-stream')
  })

  test('are sent only if their transaction is committed', async ({ assert, cleanup }) => {
    const { open } = await aHub(cleanup)
    const stream = await open(['all'])
    const liveEvents = await app.container.make(LiveEvents)
    const failure = db.transaction(async (trx) => {
      await liveEvents.publish(TOPIC, said(1), trx)
      throw new Error('changed my mind')
    })
    await assert.rejects(() => failure, 'changed my mind')
    await publish(said(2))
    await eventually(() => stream.events.length > 0)

    assert.deepEqual(numbersOf(stream), [2])
  })

  test('skip none of the transactions that commit in another order than they began', async ({
    assert,
    cleanup,
  }) => {
    const { open } = await aHub(cleanup)
    const stream = await open(['all'])
    const liveEvents = await app.container.make(LiveEvents)
    const [written, mayCommit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const slow = db.transaction(async (trx) => {
      await liveEvents.publish(TOPIC, said(1), trx)
      written.resolve()
      await mayCommit.promise
    })
    await written.promise
    const quick = publish(said(2)) // on SQLite, it begins after the slow one
    if (db.primaryConnectionName === 'postgres') {
      await quick
      await eventually(() => stream.events.length > 0)
    }
    mayCommit.resolve()
    await Promise.all([slow, quick])
    await eventually(() => stream.events.length > 1)

    assert.sameMembers(numbersOf(stream), [1, 2])
  })

  test('are replayed after the last one that a client received', async ({ assert, cleanup }) => {
    const [one, other] = [await aHub(cleanup), await aHub(cleanup)]
    const stream = await one.open(['all'])
    await publish(said(1))
    await eventually(() => stream.events.length > 0)
    stream.close()
    await publish(said(2, ['nobody']))
    for (let number = 3; number <= 5; number++) await publish(said(number))
    const again = await other.open(['all'], stream.lastEventId)
    await publish(said(6))
    await eventually(() => again.events.length >= 4)

    assert.deepEqual(numbersOf(again), [3, 4, 5, 6])
  })

  test('are replayed in full to a client that is five minutes late, and no further back', async ({
    assert,
    cleanup,
  }) => {
    const clock = new SettableClock()
    clock.shift({ minutes: -6 })
    await publish(said(1), clock)
    clock.shift({ minutes: -4 })
    await publish(said(2), clock)
    const { open, log } = await aHub(cleanup)
    const stream = await open(['all'], '0b8ed9a5-7b04-4e0c-a7f5-4f4f62e5e2a5')
    await eventually(() => stream.events.length > 0)
    assert.deepEqual(numbersOf(stream), [2])

    const purge = await app.container.make(PurgeLiveEvents)
    await purge.handle()
    assert.lengthOf(await log.after(0), 1)
  })

  test('end a stream after its last event', async ({ assert, cleanup }) => {
    const { open } = await aHub(cleanup)
    const [ended, other] = [await open(['user:1']), await open(['user:2'])]
    await publish({ ...said(1, ['user:1', 'user:2']), effects: [{ end: 'user:1' }] })
    await publish(said(2, ['user:1', 'user:2']))
    await eventually(() => ended.isClosed && other.events.length > 1)

    assert.deepEqual(numbersOf(ended), [1])
    assert.isFalse(other.isClosed)
  })

  test('silence a stream before it ends, if its end is delayed', async ({ assert, cleanup }) => {
    const { open } = await aHub(cleanup)
    const stream = await open(['user:1', 'all'])
    const began = performance.now()
    await publish({ ...said(1), effects: [{ end: 'user:1', afterMs: 1000 }] })
    await publish(said(2))
    await eventually(() => stream.isClosed)

    assert.isEmpty(stream.events)
    assert.isAtLeast(performance.now() - began, 990)
  })

  test('move a stream to another channel', async ({ assert, cleanup }) => {
    const { open } = await aHub(cleanup)
    const [stream, other] = [await open(['user:1', 'blue']), await open(['user:2', 'blue'])]
    await publish({
      ...said(1, ['blue']),
      effects: [{ of: 'user:1', from: 'blue', to: 'red' }],
    })
    await publish(said(2, ['blue']))
    await publish(said(3, ['red']))
    await eventually(() => stream.events.length > 1 && other.events.length > 1)

    assert.deepEqual(numbersOf(stream), [1, 3])
    assert.deepEqual(numbersOf(other), [1, 2])
  })

  test('apply to a stream whose user signed in before their effects', async ({
    assert,
    cleanup,
  }) => {
    const { hub } = await aHub(cleanup)
    const from = await hub.here() // then authentication succeeds, and at once the user is removed
    await publish({ effects: [{ end: 'user:1' }] })
    const server = createServer((_request, response) =>
      hub.open(response, { topic: TOPIC, channels: ['user:1'], owner: 'user:1', from })
    ).listen(0, '127.0.0.1')
    await once(server, 'listening')
    cleanup(async () => void server.close())
    const { port } = server.address() as AddressInfo
    const stream = await EventStream.open(`http://127.0.0.1:${port}/`)

    await eventually(() => stream.isClosed)
    assert.isEmpty(stream.events)
  })

  test('carry a comment every 35 seconds, so that proxies keep them open', async ({
    assert,
    cleanup,
  }) => {
    mock.timers.enable({ apis: ['setInterval'] })
    cleanup(() => mock.timers.reset())
    const { open } = await aHub(cleanup)
    const stream = await open(['all'])
    await eventually(() => stream.comments.length === 1)
    mock.timers.tick(34_999)
    await publish(said(1))
    await eventually(() => stream.events.length === 1)
    assert.deepEqual(stream.comments, ['retry: 3000'])
    mock.timers.tick(1)
    await eventually(() => stream.comments.length > 1)
    assert.deepEqual(stream.comments, ['retry: 3000', ': keepalive'])
  })

  test('drop a client that does not read', async ({ assert, cleanup }) => {
    const { hub, open } = await aHub(cleanup)
    const [slow, quick] = [await open(['all']), await open(['all'])]
    slow.pause()
    const text = 'x'.repeat(60_000)
    for (let sent = 0; hub.openCount > 1; sent++) {
      assert.isBelow(sent, 1_000)
      await publish({ event: { name: 'SAID', data: { text } }, channels: ['all'] })
      await eventually(() => quick.events.length > sent)
    }
    assert.isFalse(quick.isClosed)
  })

  test('end the oldest stream when a user opens an eleventh', async ({ assert, cleanup }) => {
    const { open } = await aHub(cleanup)
    const streams: EventStream[] = []
    for (let count = 0; count < 11; count++) streams.push(await open(['user:1']))
    await eventually(() => streams[0].isClosed)
    await publish(said(1, ['user:1']))
    await eventually(() => streams.slice(1).every(({ events }) => events.length === 1))

    assert.isEmpty(streams[0].events)
    assert.deepEqual(
      streams.map(({ isClosed }) => isClosed),
      [true, ...Array(10).fill(false)]
    )
  })

  test('end the oldest stream when a user opens an eleventh on another process', async ({
    assert,
    cleanup,
  }) => {
    const [one, other] = [await aHub(cleanup), await aHub(cleanup)]
    const streams = await Promise.all(Array.from({ length: 9 }, () => one.open(['user:1'])))
    await one.registry.flush()
    const newest = await Promise.all([other.open(['user:1']), other.open(['user:1'])])
    await other.registry.flush()
    await eventually(() => streams.some(({ isClosed }) => isClosed))
    await publish(said(1, ['user:1']))
    await eventually(() => newest.every(({ events }) => events.length === 1))

    assert.lengthOf(
      streams.filter(({ isClosed }) => isClosed),
      1
    )
    await one.registry.flush()
    await other.registry.flush()
    assert.equal(await one.registry.count(TOPIC), 10)
  })

  test('are sent before the streams end at shutdown', async ({ assert, cleanup }) => {
    const { hub, open } = await aHub(cleanup)
    const stream = await open(['all'])
    await publish(said(1))
    await hub.close()
    await eventually(() => stream.isClosed)

    assert.deepEqual(numbersOf(stream), [1])
  })
})
