import { createHmac, timingSafeEqual } from 'node:crypto'
import { appKey } from '#config/app'

/**
 * HMAC-SHA256 under the application's key, in hex. For short secrets: a plain hash of six digits is
 * reversed by trying them all.
 * @param purpose such as `reset-token`: the same value hashed for two purposes gives two hashes
 */
export function keyedHash(purpose: string, value: string): string {
  return createHmac('sha256', appKey.release()).update(`${purpose}\n${value}`).digest('hex')
}

/** Whether two hex digests are equal, in constant time for digests of equal length. */
export function sameDigest(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
