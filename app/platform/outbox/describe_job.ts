import encryption from '@adonisjs/core/services/encryption'
import type OutboxRow from '#app/platform/outbox/outbox_row'
import type { OutboxEventClass, Recipient } from '#app/platform/outbox/outbox_event'
import { findSubscription } from '#app/platform/outbox/subscriptions'

export interface DescribedJob {
  /** Its purpose, such as `Access email`. */
  label: string
  recipient: Recipient
}

/** Decodes the payload of an event's row; `null` if it can't be decrypted. */
export function payloadOf(
  { payload }: Pick<OutboxRow, 'payload'>,
  { confidential }: Pick<OutboxEventClass<never>, 'confidential'>
) {
  return confidential ? encryption.decrypt(payload) : JSON.parse(payload)
}

/** Describes a job for operators. A job of another release is named by its kind. */
export function describeJob(row: Pick<OutboxRow, 'kind' | 'payload'>): DescribedJob {
  const event = findSubscription(row.kind)?.event
  if (!event) return { label: row.kind, recipient: {} }
  const payload = payloadOf(row, event)
  return {
    label: event.label ?? row.kind,
    recipient: payload ? event.recipientOf(payload as never) : {},
  }
}
