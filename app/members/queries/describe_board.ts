import { inject } from '@adonisjs/core'
import LiveEventLog from '#app/platform/live_events/live_event_log'
import LiveStreamRegistry from '#app/platform/live_events/live_stream_registry'
import { TOPIC } from '#app/members/live/member_events'

/** Counts the open streams of all processes, and the events of the last minute. */
@inject()
export default class DescribeBoard {
  constructor(
    private registry: LiveStreamRegistry,
    private log: LiveEventLog
  ) {}

  async handle(): Promise<{ openStreams: number; eventsLastMinute: number }> {
    return {
      openStreams: await this.registry.count(TOPIC),
      eventsLastMinute: await this.log.countLastMinute(TOPIC),
    }
  }
}
