import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import LiveEventHub from '#app/platform/live_events/live_event_hub'
import type { CurrentMember } from '#app/members/current_member'
import NoStreamAccess from '#app/members/exceptions/no_stream_access'
import { channels, TOPIC } from '#app/members/live/member_events'
import FindCurrentMember from '#app/members/queries/find_current_member'
import { isUuid } from '#app/members/uuid'
import { openStreamValidator } from '#app/members/validators/events'

/** Streams of live events. Their clients can't send headers, so the token is in the query string. */
@inject()
export default class EventsController {
  constructor(
    private hub: LiveEventHub,
    private findCurrentMember: FindCurrentMember
  ) {}

  async show({ request, response }: HttpContext) {
    const [, query] = await openStreamValidator.tryValidate(request.qs())
    const from = await this.hub.here()
    const member = query?.accessToken && (await this.findCurrentMember.handle(query.accessToken))
    if (!member) throw new NoStreamAccess()

    const lastEventId = request.header('last-event-id')
    response.setRequestId()
    response.relayHeaders()
    await this.hub.open(response.response, {
      ...streamOf(member),
      from,
      lastEventId: isUuid(lastEventId) ? lastEventId : undefined,
    })
  }
}

function streamOf({ id, role, sessionId }: CurrentMember) {
  const owner = channels.user(id)
  const all = [channels.broadcast, channels.role(role), owner, channels.session(sessionId)]
  return { topic: TOPIC, channels: all, owner }
}
