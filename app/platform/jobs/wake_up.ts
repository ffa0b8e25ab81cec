import type { Logger } from '@adonisjs/core/logger'
import type { RedisService } from '@adonisjs/redis/types'

const CHANNEL = 'theta:jobs:due'
const SUBSCRIBE_AGAIN_AFTER_MS = 5_000

/**
 * Tells workers that a job has become due: those of this process at once, those of others through Redis. They look for
 * jobs once a second anyway, so a call that gets lost costs no more than that.
 */
export default class WakeUp {
  private listeners = new Set<() => void>()
  private isSubscribed = false

  /** @param redis undefined if other processes can't be told */
  constructor(
    private redis: RedisService | undefined,
    private logger: Logger
  ) {}

  call(): void {
    for (const listener of this.listeners) listener()
    this.redis
      ?.publish(CHANNEL, '')
      .catch((error) => this.logger.debug({ err: error }, 'workers were not told of a job'))
  }

  /** @returns stops listening */
  listen(listener: () => void): () => void {
    this.listeners.add(listener)
    this.subscribe()
    return () => this.listeners.delete(listener)
  }

  private subscribe() {
    if (!this.redis || this.isSubscribed) return
    this.isSubscribed = true
    const subscribe = () =>
      this.redis!.subscribe(CHANNEL, () => this.listeners.forEach((listener) => listener()))
    this.redis.connection().on('subscription:error', () => {
      setTimeout(subscribe, SUBSCRIBE_AGAIN_AFTER_MS).unref()
    })
    subscribe()
  }
}
