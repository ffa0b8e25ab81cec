import type { Logger } from '@adonisjs/core/logger'
import type { RedisService } from '@adonisjs/redis/types'
import { keepSubscribed } from '#app/platform/redis/keep_subscribed'

const SUBSCRIBE_AGAIN_AFTER_MS = 5_000

/**
 * Notifies workers that a job is due: those of this process directly, others through Redis. Workers
 * also poll once a second, so a lost notification only delays a job.
 */
export default class WakeUp {
  /** Redis channel of the notifications. */
  protected channel = 'theta:jobs:due'
  private listeners = new Set<() => void>()
  private isSubscribed = false

  /** @param redis undefined if there are no other processes to notify */
  constructor(
    private redis: RedisService | undefined,
    private logger: Logger
  ) {}

  call(): void {
    for (const listener of this.listeners) listener()
    this.redis
      ?.publish(this.channel, '')
      .catch((error) => this.logger.debug({ err: error }, 'other processes could not be notified'))
  }

  /** @returns a function that stops listening */
  listen(listener: () => void): () => void {
    this.listeners.add(listener)
    this.subscribe()
    return () => this.listeners.delete(listener)
  }

  private subscribe() {
    if (!this.redis || this.isSubscribed) return
    this.isSubscribed = true
    const notify = () => this.listeners.forEach((listener) => listener())
    const subscribe = () => this.redis!.subscribe(this.channel, notify)
    this.redis.connection().on('subscription:error', () => {
      setTimeout(subscribe, SUBSCRIBE_AGAIN_AFTER_MS).unref()
    })
    keepSubscribed(this.redis, this.channel)
    subscribe()
  }
}
