import type { Device } from '#app/identity/device'
import type { Actor } from '#app/platform/audit/actor'
import type { AuditTarget } from '#app/platform/audit/audit_actions'

interface Named {
  id: number
  username: string
}

/** Describes a member as an audit target. */
export function targetOf({ id, username }: Named): AuditTarget {
  return { kind: 'member', id: String(id), label: username }
}

/** Describes a member as an actor. The id stays empty, since it is that of a user of Theta. */
export function memberActor({ username }: Named, device: Device): Actor {
  return { userId: null, label: `${username} (member)`, channel: 'members', ...device }
}
