import type { HttpContext } from '@adonisjs/core/http'
import { sessionOfCsrfToken } from '#app/members/csrf_tokens'
import CsrfMismatch from '#app/members/exceptions/csrf_mismatch'
import MissingCsrfCookie from '#app/members/exceptions/missing_csrf_cookie'
import MissingCsrfHeader from '#app/members/exceptions/missing_csrf_header'
import { csrfCookieOf } from '#app/members/session_cookies'

/**
 * Checks that the request comes from the client: its header and its cookie both have a CSRF token of
 * the session. They may differ, since another refresh may replace the cookie while the client still
 * sends the header of the one before.
 * @param sessionId of the access or refresh token; without it, both must agree on one
 * @returns the id of the session
 * @throws {MissingCsrfHeader | MissingCsrfCookie | CsrfMismatch}
 */
export function checkCsrf(request: HttpContext['request'], sessionId?: string): string {
  const header = request.header('x-csrf-token')
  if (!header) throw new MissingCsrfHeader()
  const cookie = csrfCookieOf(request)
  if (!cookie) throw new MissingCsrfCookie()

  const [ofHeader, ofCookie] = [sessionOfCsrfToken(header), sessionOfCsrfToken(cookie)]
  if (!ofHeader || ofHeader !== ofCookie) throw new CsrfMismatch()
  if (sessionId && sessionId !== ofHeader) throw new CsrfMismatch()
  return ofHeader
}
