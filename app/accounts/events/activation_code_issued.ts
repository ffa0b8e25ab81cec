import OutboxEvent from '#app/platform/outbox/outbox_event'

/** A registration was started, or a new code was requested. */
export default class ActivationCodeIssued extends OutboxEvent<{
  name: string
  email: string
  code: string
  /** Expiry of the code, as ISO 8601. */
  expiresAt: string
}> {
  static readonly kind = 'accounts.activation_code_issued'
  static readonly label = 'Activation code email'
  static readonly confidential = true

  static recipientOf({ email }: { email: string }) {
    return { email }
  }
}
