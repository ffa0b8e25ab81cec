import env from '#start/env'

/** Lifetimes of tokens, codes and sessions, in seconds. */
export default {
  tokenTtlInSeconds: env.get('TOKEN_TTL'),
  activationTtlInSeconds: env.get('ACTIVATION_TTL'),
  resetTtlInSeconds: env.get('RESET_TTL'),
  /** A week: invited people do not wait for the mail. */
  invitationTtlInSeconds: 7 * 24 * 60 * 60,
}
