import { randomBytes } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import type { PendingSignIn } from '#app/accounts/actions/sign_in_to_dashboard'
import { writeDashboardCookie } from '#app/accounts/dashboard_cookie'
import { interruptedForm } from '#app/admin/layout/interrupted_form'
import { markSignedIn } from '#app/admin/layout/session_store'
import { flashTyped } from '#app/admin/layout/typed_input'

type Session = HttpContext['session']

const KEY = 'pendingSignIn'

/** Session key of Shield's CSRF secret. */
const CSRF_SECRET = 'csrf-secret'

/** Time limit for entering the one-time code. */
const LIFETIME_IN_MS = 10 * 60 * 1000

export function keepPending(session: Session, pending: PendingSignIn) {
  session.put(KEY, { ...pending, until: Date.now() + LIFETIME_IN_MS })
}

export function pendingOf(session: Session): PendingSignIn | null {
  const pending = session.get(KEY) as (PendingSignIn & { until: number }) | undefined
  return pending && pending.until > Date.now() ? pending : null
}

/**
 * Signs in and redirects to the page where the session expired, with its input restored. Clears the previous session,
 * including its id and CSRF secret. The new secret is created here: concurrent page requests would otherwise each
 * create one, and forms would work only on the last page.
 */
export function enter(
  { response, session }: HttpContext,
  { token, remember }: { token: string; remember: boolean }
) {
  const form = interruptedForm(session)
  const path = form?.path ?? session.getIntendedUrl() ?? '/admin'
  session.clear()
  session.regenerate()
  markSignedIn(session)
  session.put(CSRF_SECRET, randomBytes(18).toString('base64url'))
  writeDashboardCookie(response, { token, remember })
  if (form) {
    flashTyped(session, form.input)
    session.flash(
      'notice',
      'You are signed in again. Your changes are still here, but not saved yet.'
    )
  }
  return response.redirect().status(303).toPath(path)
}
