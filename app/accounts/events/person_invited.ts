import OutboxEvent from '#app/platform/outbox/outbox_event'

/** An administrator created an account for a person, who has yet to choose a password. */
export default class PersonInvited extends OutboxEvent<{ userId: string }> {
  static readonly kind = 'accounts.person_invited'
  static readonly label = 'Invitation'

  static recipientOf({ userId }: { userId: string }) {
    return { userId }
  }
}
