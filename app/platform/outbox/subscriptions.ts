import type { OutboxEventClass, OutboxListener } from '#app/platform/outbox/outbox_event'

type ListenerLoader<Payload extends object> = () => Promise<{
  default: new (...dependencies: never[]) => OutboxListener<Payload>
}>

export interface Subscription {
  event: OutboxEventClass<never>
  listeners: ListenerLoader<never>[]
}

const subscriptions = new Map<string, Subscription>()

/** Names the listeners of an event. They run one after the other, and are repeated together. */
export function follow<Payload extends object>(
  event: OutboxEventClass<Payload>,
  listeners: ListenerLoader<Payload>[]
): Subscription {
  return { event, listeners } as unknown as Subscription
}

/** Adds subscriptions while the application starts. An event may be followed by several capabilities. */
export function subscribe(added: Subscription[]): void {
  for (const { event, listeners } of added) {
    const others = subscriptions.get(event.kind)?.listeners ?? []
    for (const kind of [event.kind, ...event.formerKinds])
      subscriptions.set(kind, { event, listeners: [...others, ...listeners] })
  }
}

/** @throws when no listener follows events of this kind */
export function subscriptionTo(kind: string): Subscription {
  const subscription = subscriptions.get(kind)
  if (!subscription) throw new Error(`No listener follows the event "${kind}"`)
  return subscription
}
