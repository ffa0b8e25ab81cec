import env from '#start/env'

/** How long what accounts hand out can be used, in seconds. */
export default {
  tokenTtlInSeconds: env.get('TOKEN_TTL'),
  activationTtlInSeconds: env.get('ACTIVATION_TTL'),
  resetTtlInSeconds: env.get('RESET_TTL'),
}
