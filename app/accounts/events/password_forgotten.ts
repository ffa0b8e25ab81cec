import OutboxEvent from '#app/platform/outbox/outbox_event'

/** A password reset was requested for an account that may or may not exist. */
export default class PasswordForgotten extends OutboxEvent<{ email: string }> {
  static readonly kind = 'accounts.password_forgotten'
  static readonly label = 'Password reset email'
  static readonly confidential = true

  static recipientOf({ email }: { email: string }) {
    return { email }
  }
}
