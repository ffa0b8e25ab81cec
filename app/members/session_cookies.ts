import type { HttpContext } from '@adonisjs/core/http'
import config from '#config/members'
import { PREFIXES } from '#app/members/api'

const REFRESH = 'refreshToken'
const CSRF = 'csrf-token'

/** The tokens of a session that travel in cookies. */
export interface CookieTokens {
  refreshToken: string
  csrfToken: string
}

export function setSessionCookies(
  { request, response }: Pick<HttpContext, 'request' | 'response'>,
  { refreshToken, csrfToken }: CookieTokens
): void {
  const lifetime = { maxAge: config.refreshTokenTtlInSeconds, encode: false }
  response.plainCookie(REFRESH, refreshToken, { ...refreshOptions(request), ...lifetime })
  response.plainCookie(CSRF, csrfToken, { ...CSRF_OPTIONS, ...lifetime })
}

export function clearSessionCookies({
  request,
  response,
}: Pick<HttpContext, 'request' | 'response'>): void {
  response.clearCookie(REFRESH, refreshOptions(request))
  response.clearCookie(CSRF, CSRF_OPTIONS)
}

export function refreshCookieOf(request: HttpContext['request']): string | undefined {
  return textOf(request.plainCookie(REFRESH, { encoded: false }))
}

export function csrfCookieOf(request: HttpContext['request']): string | undefined {
  return textOf(request.plainCookie(CSRF, { encoded: false }))
}

/** The client reads this cookie, and looks for it on `/` only. */
const CSRF_OPTIONS = { ...config.cookies, path: '/', httpOnly: false }

/** Sent only to the version of the API that set it. */
function refreshOptions(request: HttpContext['request']) {
  const prefix = request.url().startsWith(`${PREFIXES.v1}/`) ? PREFIXES.v1 : PREFIXES.v2
  return { ...config.cookies, path: `${prefix}/auth`, httpOnly: true }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
