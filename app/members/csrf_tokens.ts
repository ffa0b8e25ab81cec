import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { derivedKeys } from '#app/identity/derived_keys'

/** `<session>.<nonce>.<HMAC>`, in the characters that the client accepts in a cookie. */
const SHAPE = /^[0-9a-f-]{36}\.[\w-]{22}\.[\w-]{43}$/

const keys = derivedKeys('members.csrf')

/** Issues a CSRF token that is valid as long as the session. */
export function issueCsrfToken(sessionId: string): string {
  const signed = `${sessionId}.${randomBytes(16).toString('base64url')}`
  return `${signed}.${macOf(signed, keys[0])}`
}

/** Returns the id of the session that a CSRF token was issued for; `null` for any other text. */
export function sessionOfCsrfToken(token: string): string | null {
  if (!SHAPE.test(token)) return null
  const [signed, mac] = [token.slice(0, token.lastIndexOf('.')), token.slice(-43)]
  const isIssued = keys.some((key) =>
    timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(signed, key)))
  )
  return isIssued ? token.slice(0, token.indexOf('.')) : null
}

function macOf(signed: string, { secret }: (typeof keys)[number]): string {
  return createHmac('sha256', secret).update(signed).digest('base64url')
}
