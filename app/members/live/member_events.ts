import { inject } from '@adonisjs/core'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { StreamEffect } from '#app/platform/live_events/live_event'
import LiveEvents from '#app/platform/live_events/live_events'
import { type MemberRole, ROLES } from '#app/members/roles'

/** Separates the channels of this system from those of others. */
export const TOPIC = 'members'

/** Names of channels. That of a session carries no events; it ends the streams of the session. */
export const channels = {
  broadcast: 'channel:broadcast',
  role: (role: MemberRole) => `channel:role:${role}`,
  user: (id: number) => `channel:user:${id}`,
  session: (id: string) => `session:${id}`,
}

/** Origin of changes that are made outside the message board: clients require a number and a name. */
export const OUTSIDE = { id: 0, username: 'Theta' }

/** Time for which the streams of someone who signs out stay open, silent. */
const FAREWELL_MS = 1_000

/** Event in the form that the client expects. Its reasons determine what happens to streams. */
export interface MemberEvent {
  event: 'USER_EVENT' | 'MULTI_EVENT' | 'MESSAGE_EVENT'
  data: { reason: string; originId: number; [member: string]: unknown }
  channels: string[]
}

/** Publishes what happens on the message board to the open streams of all processes. */
@inject()
export default class MemberEvents {
  constructor(private liveEvents: LiveEvents) {}

  /**
   * Publishes an event with the change that it reports. Changes of roles also move the affected
   * streams to the channel of the new role, and deleted accounts end theirs.
   */
  async publish({ event, data, channels: to }: MemberEvent, trx: TransactionClientContract) {
    const published = { event: { name: event, data }, channels: to, effects: effectsOf(data) }
    await this.liveEvents.publish(TOPIC, published, trx)
  }

  /**
   * Ends the streams of sessions that end.
   * @param options.own true if their user signs out: the streams are then silent for a second
   *   before they end, since the client would otherwise start a refresh that fails
   */
  async endSessions(
    sessionIds: string[],
    trx: TransactionClientContract,
    { own = false } = {}
  ): Promise<void> {
    if (sessionIds.length === 0) return
    const effects = sessionIds.map((id) => ({
      end: channels.session(id),
      ...(own && { afterMs: FAREWELL_MS }),
    }))
    await this.liveEvents.publish(TOPIC, { effects }, trx)
  }
}

function effectsOf(data: MemberEvent['data']): StreamEffect[] {
  const { reason, originId, targetId, targetUserRole } = data
  switch (reason) {
    case 'MEMBER_UPDATE':
      return moves(Number(originId), ['USER'], 'MEMBER')
    case 'ROLE_CHANGE':
      return moves(Number(targetId), ROLES, targetUserRole as MemberRole)
    case 'USER_DELETED':
      return [{ end: channels.user(Number(originId)), afterMs: FAREWELL_MS }]
    case 'USER_DELETED_BY_ADMIN':
      return [{ end: channels.user(Number(targetId)) }]
    default:
      return []
  }
}

function moves(memberId: number, former: readonly MemberRole[], role: MemberRole): StreamEffect[] {
  return former
    .filter((one) => one !== role)
    .map((one) => ({
      of: channels.user(memberId),
      from: channels.role(one),
      to: channels.role(role),
    }))
}
