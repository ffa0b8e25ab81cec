import { createHmac, timingSafeEqual } from 'node:crypto'
import { appKey } from '#config/app'

/**
 * HMAC-SHA256 with the application's key, in hex. For short secrets: a plain hash of six digits can
 * be reversed by trying them all.
 * @param purpose such as `reset-token`; separates hashes of the same value for different purposes
 */
export function keyedHash(purpose: string, value: string): string {
  return createHmac('sha256', appKey.release()).update(`${purpose}\n${value}`).digest('hex')
}

/** Compares two hex digests, in constant time if their lengths are equal. */
export function sameDigest(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
