import type { Infer } from '@vinejs/vine/types'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import LiveEvents from '#app/platform/live_events/live_events'
import { channels, TOPIC } from '#app/members/live/member_events'
import type { dispatchedEventValidator } from '#app/members/validators/events'

export type DispatchedEvent = Infer<typeof dispatchedEventValidator>

/** Publishes events of other services, which change nothing about the streams themselves. */
@inject()
export default class DispatchEvents {
  constructor(private liveEvents: LiveEvents) {}

  async handle(events: DispatchedEvent[]): Promise<void> {
    if (events.length === 0) return
    await db.transaction(async (trx) => {
      for (const event of events) {
        const { eventName: name, payload: data } = event
        await this.liveEvents.publish(
          TOPIC,
          { event: { name, data }, channels: channelsOf(event) },
          trx
        )
      }
    })
  }
}

function channelsOf({ transmissionType, targetId, targetRoles }: DispatchedEvent): string[] {
  switch (transmissionType) {
    case 'unicast':
      return [channels.user(targetId!)]
    case 'multicast':
      return targetRoles!.map(channels.role)
    case 'broadcast':
      return [channels.broadcast]
  }
}
