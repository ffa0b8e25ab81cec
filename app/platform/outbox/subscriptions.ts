import type { OutboxEventClass, OutboxListener } from '#app/platform/outbox/outbox_event'

type ListenerLoader<Payload extends object> = () => Promise<{
  default: new (...dependencies: never[]) => OutboxListener<Payload>
}>

export interface Subscription {
  event: OutboxEventClass<never>
  listeners: ListenerLoader<never>[]
}

const subscriptions = new Map<string, Subscription>()

/** Defines the listeners of an event. They run in order, and are retried together. */
export function follow<Payload extends object>(
  event: OutboxEventClass<Payload>,
  listeners: ListenerLoader<Payload>[]
): Subscription {
  return { event, listeners } as unknown as Subscription
}

/** Registers subscriptions at startup. Several capabilities may subscribe to the same event. */
export function subscribe(added: Subscription[]): void {
  for (const { event, listeners } of added) {
    const others = subscriptions.get(event.kind)?.listeners ?? []
    for (const kind of [event.kind, ...event.formerKinds])
      subscriptions.set(kind, { event, listeners: [...others, ...listeners] })
  }
}

export function findSubscription(kind: string): Subscription | undefined {
  return subscriptions.get(kind)
}

/** @throws if the event kind has no listeners */
export function subscriptionTo(kind: string): Subscription {
  const subscription = subscriptions.get(kind)
  if (!subscription) throw new Error(`The event "${kind}" has no listeners`)
  return subscription
}
