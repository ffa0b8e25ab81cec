import type { OutboxEventClass, OutboxListener } from '#app/platform/outbox/outbox_event'

type ListenerLoader<Payload extends object> = () => Promise<{
  default: new (...dependencies: never[]) => OutboxListener<Payload>
}>

interface Subscription {
  event: OutboxEventClass<never>
  listeners: ListenerLoader<never>[]
}

const subscriptions = new Map<string, Subscription>()

/** Which listeners follow which event; called once a kind, while the application starts. */
export function follow<Payload extends object>(
  event: OutboxEventClass<Payload>,
  listeners: ListenerLoader<Payload>[]
) {
  for (const kind of [event.kind, ...event.formerKinds])
    subscriptions.set(kind, { event, listeners } as unknown as Subscription)
}

/** Who follows events of a kind. @throws when nobody does */
export function subscriptionTo(kind: string): Subscription {
  const subscription = subscriptions.get(kind)
  if (!subscription) throw new Error(`No listener follows the event "${kind}"`)
  return subscription
}
