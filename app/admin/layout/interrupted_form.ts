import type { HttpContext } from '@adonisjs/core/http'
import type { SessionData } from '@adonisjs/session/types'

type Session = HttpContext['session']

const KEY = 'interruptedForm'

/** A form that was sent when its sender's session had ended. */
export interface InterruptedForm {
  /** The page that it was on. */
  path: string
  input: SessionData
}

/** Keeps it for when its sender has signed in again. */
export function keepForm(session: Session, form: InterruptedForm): void {
  session.put(KEY, form)
}

export function interruptedForm(session: Session): InterruptedForm | undefined {
  return session.get(KEY)
}
