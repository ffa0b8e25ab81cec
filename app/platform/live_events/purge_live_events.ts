import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import Clock from '#app/platform/clock'
import { REPLAY } from '#app/platform/live_events/live_event_log'
import LiveStreamRegistry from '#app/platform/live_events/live_stream_registry'
import { sqlTime } from '#app/platform/sql/time'

/** Deletes events that no client needs any more, and the streams of processes that have ended. */
@inject()
export default class PurgeLiveEvents {
  constructor(
    private clock: Clock,
    private registry: LiveStreamRegistry
  ) {}

  async handle(): Promise<void> {
    await db
      .from('live_events')
      .where('created_at', '<', sqlTime(this.clock.now().minus(REPLAY)))
      .delete()
    await this.registry.forgetEndedProcesses()
  }
}
