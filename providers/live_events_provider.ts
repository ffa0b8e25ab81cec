import type { ApplicationService } from '@adonisjs/core/types'
import { usesRedis } from '#config/redis'
import LiveEventHub from '#app/platform/live_events/live_event_hub'
import LiveEventWakeUp from '#app/platform/live_events/live_event_wake_up'
import LiveStreamRegistry from '#app/platform/live_events/live_stream_registry'

/** Keeps one hub of open streams per process, and ends them when the process shuts down. */
export default class LiveEventsProvider {
  private hub?: LiveEventHub

  constructor(protected app: ApplicationService) {}

  register() {
    const { container } = this.app
    container.singleton(LiveEventWakeUp, async (resolver) => {
      const redis = usesRedis ? await resolver.make('redis') : undefined
      return new LiveEventWakeUp(redis, await resolver.make('logger'))
    })
  }

  async start() {
    if (this.app.getMode() === 'warmup') return

    const { container } = this.app
    container.bindValue(LiveStreamRegistry, await container.make(LiveStreamRegistry))
    this.hub = await container.make(LiveEventHub)
    container.bindValue(LiveEventHub, this.hub)
  }

  /** Runs before the HTTP server closes, which waits for open responses. */
  async ready() {
    this.app.terminating(() => this.hub?.close())
  }
}
