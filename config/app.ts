import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { defineConfig } from '@adonisjs/core/http'
import proxyAddr from 'proxy-addr'
import { clientAddress } from '#app/identity/client_address'

export const appKey = env.get('APP_KEY')

/** Where mails and pages find this application, without a slash at the end. */
export const appUrl = (env.get('APP_URL') ?? `http://localhost:${env.get('PORT', 3333)}`).replace(
  /\/+$/,
  ''
)

/** The frontend's origins; links in mails lead to the first one. */
export const frontendOrigins = env.get('FRONTEND_URL').map((origin) => origin.replace(/\/+$/, ''))

/** How long a server that was told to end serves on, while load balancers take notice. */
export const shutdownGraceInMs = env.get('SHUTDOWN_GRACE') * 1_000

/** The systems that are switched on; none stands for all. */
export const systems = env.get('SYSTEMS')

export const dataDir = env.get('DATA_DIR')

/**
 * Headers of every answer. Answers differ by the origin that asks, so that no cache gives one origin's answer to
 * another; browsers heed the one about HTTPS over HTTPS alone, so it harms no demo.
 */
export const answerHeaders: Record<string, string> = {
  'vary': 'origin',
  'x-content-type-options': 'nosniff',
  ...(app.inProduction ? { 'strict-transport-security': `max-age=${180 * 24 * 60 * 60}` } : {}),
}

/** Whose `X-Forwarded-For` is believed. */
const trustProxy = proxyAddr.compile(
  env.get('TRUSTED_PROXIES').length > 0 ? env.get('TRUSTED_PROXIES') : ['loopback']
)

export const http = defineConfig({
  generateRequestId: true,
  allowMethodSpoofing: false,
  useAsyncLocalStorage: false,
  /** Answers hold neither cycles nor big integers, which the framework's own function looks for at each value. */
  serializeJSON: (value: unknown) => JSON.stringify(value),
  /** A large upload over a slow line takes hours; one that falls silent is ended much sooner. */
  requestTimeout: 24 * 60 * 60 * 1000,
  /** Longer than a load balancer keeps a connection: the one that closes must not be the one that is sent requests. */
  keepAliveTimeout: 140_000,
  trustProxy,
  /** What `request.ip()` answers: in limits, sessions and the audit log. */
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
