import env from '#start/env'

/** Lifetimes of tokens, codes and sessions, in seconds. */
export default {
  tokenTtlInSeconds: env.get('TOKEN_TTL'),
  activationTtlInSeconds: env.get('ACTIVATION_TTL'),
  resetTtlInSeconds: env.get('RESET_TTL'),
}
