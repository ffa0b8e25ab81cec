import OutboxEvent from '#app/platform/outbox/outbox_event'

/** A person's data was erased; what is kept no longer names them. */
export default class PersonErased extends OutboxEvent<{ userId: string }> {
  static readonly kind = 'accounts.person_erased'
  static readonly label = 'Erasure of personal data'
}
