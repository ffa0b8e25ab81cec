import type { HttpContext } from '@adonisjs/core/http'
import type { SessionData } from '@adonisjs/session/types'
import { hasSignedIn } from '#app/admin/layout/session_store'

type Session = HttpContext['session']

const KEY = 'interruptedForm'

const LIFETIME_IN_MS = 15 * 60 * 1000

const LONGEST_FORM_IN_BYTES = 16 * 1024

/** A form that was submitted after its session had expired. */
export interface InterruptedForm {
  /** Page of the form. */
  path: string
  input: SessionData
}

/**
 * Keeps a form until its sender has signed in again. Returns false without keeping it if it is too long or nobody has
 * ever signed in during this session: guests' forms are not stored.
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
