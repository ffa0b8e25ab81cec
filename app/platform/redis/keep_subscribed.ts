import type { RedisService } from '@adonisjs/redis/types'

/**
 * Subscribes to a channel again after each reconnection, until Redis confirms it. The driver could do so itself, but if
 * Redis did not answer in time, it would end the process by an unhandled rejection (see `autoResubscribe` in
 * `config/redis.ts`).
 */
export function keepSubscribed(redis: Pick<RedisService, 'connection'>, channel: string): void {
  const connection = redis.connection()
  connection.on('subscriber:ready', () => {
    const { ioSubscriberConnection: subscriber } = connection
    subscriber?.subscribe(channel).catch(() => subscriber.disconnect(true))
  })
}
