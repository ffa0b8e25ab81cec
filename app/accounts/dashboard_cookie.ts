import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'
import { rememberedSeconds } from '#app/accounts/dashboard_sessions'

/** Cookie with a session's id and secret, encrypted. */
export const DASHBOARD_COOKIE = 'theta_dashboard'

const options = {
  path: '/admin',
  httpOnly: true,
  secure: app.inProduction && appUrl.startsWith('https:'),
  sameSite: 'lax',
} as const

export function readDashboardCookie(request: HttpContext['request']): unknown {
  return request.encryptedCookie(DASHBOARD_COOKIE)
}

/**
 * Sets the session cookie: until the browser is closed, or for the lifetime of a remembered
 * session.
 */
export function writeDashboardCookie(
  response: HttpContext['response'],
  { token, remember }: { token: string; remember: boolean }
) {
  const lifetime = remember ? { maxAge: rememberedSeconds } : { maxAge: undefined }
  response.encryptedCookie(DASHBOARD_COOKIE, token, { ...options, ...lifetime })
}

export function clearDashboardCookie(response: HttpContext['response']) {
  response.clearCookie(DASHBOARD_COOKIE, options)
}
