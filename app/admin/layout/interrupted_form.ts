import type { HttpContext } from '@adonisjs/core/http'
import type { SessionData } from '@adonisjs/session/types'
import { hasSignedIn } from '#app/admin/layout/session_store'

type Session = HttpContext['session']

const KEY = 'interruptedForm'

const LIFETIME_IN_MS = 15 * 60 * 1000

const LONGEST_FORM_IN_BYTES = 16 * 1024

/** A form that was sent when its sender's session had ended. */
export interface InterruptedForm {
  /** The page that it was on. */
  path: string
  input: SessionData
}

/**
 * Keeps a form for when its sender has signed in again. Returns false, and keeps nothing, if it is too long, or if
 * nobody has ever signed in during this session: strangers' forms are not stored.
 */
export function keepForm(session: Session, form: InterruptedForm): boolean {
  const isShort = Buffer.byteLength(JSON.stringify(form)) <= LONGEST_FORM_IN_BYTES
  if (!isShort || !hasSignedIn(session)) return false
  session.put(KEY, { ...form, until: Date.now() + LIFETIME_IN_MS })
  return true
}

export function interruptedForm(session: Session): InterruptedForm | undefined {
  const form = session.get(KEY) as (InterruptedForm & { until: number }) | undefined
  return form && form.until > Date.now() ? form : undefined
}
