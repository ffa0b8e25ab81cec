import encryption from '@adonisjs/core/services/encryption'
import type { HttpContext } from '@adonisjs/core/http'
import { newSecret } from '#app/identity/totp'

type Session = HttpContext['session']

const KEY = 'otherSecondFactor'
const PURPOSE = 'other-second-factor'

/** Keeps a new secret in the session for some minutes. It is encrypted, because sessions are stored in plain text. */
export function offerSecret(session: Session): string {
  const secret = newSecret()
  session.put(KEY, encryption.encrypt(secret, '15 minutes', PURPOSE))
  return secret
}

export function offeredSecret(session: Session): string | null {
  return encryption.decrypt<string>(session.get(KEY, ''), PURPOSE)
}

export function forgetOffer(session: Session) {
  session.forget(KEY)
}
