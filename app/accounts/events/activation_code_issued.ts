import OutboxEvent from '#app/platform/outbox/outbox_event'

/** Someone registered, or asked for a new code. */
export default class ActivationCodeIssued extends OutboxEvent<{
  name: string
  email: string
  code: string
  /** When the code stops working, as ISO 8601. */
  expiresAt: string
}> {
  static readonly kind = 'accounts.activation_code_issued'
  static readonly confidential = true
}
