import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { derivedKeys } from '#app/identity/derived_keys'

/** `<nonce>.<HMAC>`, in the characters that the client accepts in a cookie. */
const SHAPE = /^[\w-]{22}\.[\w-]{43}$/

const keys = derivedKeys('members.csrf')

/** Issues a CSRF token that is valid as long as the session. */
export function issueCsrfToken(sessionId: string): string {
  const nonce = randomBytes(16).toString('base64url')
  return `${nonce}.${macOf(nonce, sessionId, keys[0])}`
}

/** Compares in constant time. */
export function isCsrfTokenOf(sessionId: string, token: string): boolean {
  if (!SHAPE.test(token)) return false
  const [nonce, mac] = token.split('.')
  return keys.some((key) =>
    timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(nonce, sessionId, key)))
  )
}

function macOf(nonce: string, sessionId: string, { secret }: (typeof keys)[number]): string {
  return createHmac('sha256', secret).update(`${sessionId}\n${nonce}`).digest('base64url')
}
