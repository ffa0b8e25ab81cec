import env from '#start/env'
import app from '@adonisjs/core/services/app'

/** Settings of the message board. */
export default {
  /** Origins of its client. */
  origins: env.get('MEMBERS_ORIGINS'),
  /** Secret with which a user becomes a member. */
  roleSecret: env.get('MEMBER_ROLE_SECRET_KEY'),
  /** Secret of other services that publish live events. */
  internalApiSecret: env.get('INTERNAL_API_SECRET'),
  accessTokenTtlInSeconds: 15 * 60,
  refreshTokenTtlInSeconds: 7 * 24 * 60 * 60,
  /** Attributes of both cookies. */
  cookies: {
    sameSite: 'lax',
    secure: app.inProduction,
    domain: app.inProduction ? env.get('COOKIE_DOMAIN') : undefined,
  },
} as const
