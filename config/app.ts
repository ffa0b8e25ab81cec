import type { IncomingMessage } from 'node:http'
import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { defineConfig } from '@adonisjs/core/http'
import proxyAddr from 'proxy-addr'
import { clientAddress, networkOf } from '#app/platform/client_address'

export const appKey = env.get('APP_KEY')

/** Key before the last change of `APP_KEY`, during a rotation. */
export const previousAppKey = env.get('PREVIOUS_APP_KEY')

/** Base URL for links in mails and pages, without a trailing slash. */
export const appUrl = env.get('APP_URL') ?? `http://localhost:${env.get('PORT', 3333)}`

/** Origins of the frontend; links in mails lead to the first one. */
export const frontendOrigins = env.get('FRONTEND_URL')

/** Delay between a shutdown signal and the end of serving, in which load balancers notice. */
export const shutdownGraceInMs = env.get('SHUTDOWN_GRACE') * 1_000

/** Names of the enabled systems; empty for all. */
export const systems = env.get('SYSTEMS')

export const dataDir = env.get('DATA_DIR')

/**
 * Headers of every response. `Vary: Origin` keeps caches from serving one origin's response to
 * another. Browsers ignore the HSTS header over plain HTTP, so it doesn't affect the demo.
 */
export const answerHeaders: Record<string, string> = {
  'vary': 'origin',
  'x-content-type-options': 'nosniff',
  ...(app.inProduction ? { 'strict-transport-security': `max-age=${180 * 24 * 60 * 60}` } : {}),
}

/** Proxies whose `X-Forwarded-For` is trusted. */
const trustProxy = proxyAddr.compile(
  env.get('TRUSTED_PROXIES').length > 0 ? env.get('TRUSTED_PROXIES') : ['loopback']
)

/** Network of the client that a request comes from. */
export const clientNetworkOf = (request: IncomingMessage) =>
  networkOf(clientAddress(request, trustProxy))

export const http = defineConfig({
  generateRequestId: true,
  allowMethodSpoofing: false,
  useAsyncLocalStorage: false,
  /**
   * Responses contain neither cycles nor BigInts, for which the framework's own function checks
   * every value.
   */
  serializeJSON: (value: unknown) => JSON.stringify(value),
  /** A large upload over a slow connection takes hours; bodies without progress are cut off sooner. */
  requestTimeout: 24 * 60 * 60 * 1000,
  /**
   * Longer than the idle timeout of load balancers, so that they never reuse a connection that the
   * server is closing.
   */
  keepAliveTimeout: 140_000,
  trustProxy,
  /** Result of `request.ip()`, used for rate limits, sessions and the audit log. */
  getIp: ({ request }) => clientAddress(request, trustProxy),
  cookie: {
    domain: '',
    path: '/',
    maxAge: '2h',
    httpOnly: true,
    secure: app.inProduction && appUrl.startsWith('https:'),
    sameSite: 'lax',
  },
})
