import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { test } from '@japa/runner'
import { RedisConnection } from '@adonisjs/redis'
import { keepSubscribed } from '#app/platform/redis/keep_subscribed'
import { eventually } from '#tests/helpers/eventually'

/** Answers like Redis, but only while it should. */
async function aRedis(isAnswering: () => boolean) {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => {})
    socket.on('data', (data) => {
      for (const command of data.toString().split(/(?=\*\d+\r\n)/)) {
        if (!command.includes('subscribe')) socket.write('+OK\r\n')
        else if (isAnswering()) socket.write('*3\r\n$9\r\nsubscribe\r\n$4\r\njobs\r\n:1\r\n')
      }
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => sockets.length,
    cut: () => sockets.forEach((socket) => socket.destroy()),
    close: () => void server.close(),
  }
}

test.group('A subscription at Redis', () => {
  test('is renewed after a reconnection, even if Redis does not answer at first', async ({
    assert,
    cleanup,
  }) => {
    let isAnswering = true
    const redis = await aRedis(() => isAnswering)
    const connection = new RedisConnection('main', {
      host: '127.0.0.1',
      port: redis.port,
      commandTimeout: 1_500,
      autoResubscribe: false,
      enableReadyCheck: false,
      retryStrategy: () => 10,
    })
    let confirmed = 0
    for (const event of ['error', 'subscriber:error'] as const) connection.on(event, () => {})
    cleanup(async () => {
      await connection.disconnect()
      redis.cut()
      redis.close()
    })
    keepSubscribed({ connection: () => connection } as never, 'jobs')
    connection.subscribe('jobs', () => {}, {
      onSubscription: () => void confirmed++,
      onError() {},
    })
    await eventually(() => confirmed === 1)

    isAnswering = false
    redis.cut()
    const before = redis.connections()
    await eventually(() => redis.connections() > before + 2) // it tries again after each timeout
    isAnswering = true
    await eventually(() => subscribedChannels(connection).includes('jobs'))
    assert.equal(connection.subscriberStatus, 'ready')
  })
})

/** The channels that Redis has confirmed on the current connection. */
function subscribedChannels({ ioSubscriberConnection }: RedisConnection): string[] {
  const { condition } = ioSubscriberConnection as unknown as {
    condition?: { subscriber: { channels(kind: string): string[] } | false }
  }
  return (condition?.subscriber || undefined)?.channels('subscribe') ?? []
}
