import OutboxEvent from '#app/platform/outbox/outbox_event'

/** Someone says to have forgotten the password of an account, which may or may not exist. */
export default class PasswordForgotten extends OutboxEvent<{ email: string }> {
  static readonly kind = 'accounts.password_forgotten'
  static readonly confidential = true
}
