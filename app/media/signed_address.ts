import { appUrl } from '#config/app'
import media from '#config/media'
import { keyedHash, sameDigest } from '#app/identity/keyed_hash'
import { addressOnCdn } from '#app/media/cdn_address'
import InvalidSignature from '#app/media/exceptions/invalid_signature'

/** Returns a file's signed path without a leading slash, valid for `MEDIA_URL_TTL`. */
export function signedMediaAddress(key: string): string {
  const expires = now() + media.addressTtlInSeconds
  if (media.cdnKey) return addressOnCdn(appUrl, key, expires, media.cdnKey)
  return `${key}?expires=${expires}&signature=${signatureOf(key, String(expires))}`
}

/** @throws {InvalidSignature} if the signature does not match the key and expiry, or has expired */
export function verifySignature(key: string, query: Record<string, unknown>): void {
  const { expires, signature } = query
  const isOurs =
    typeof expires === 'string' &&
    typeof signature === 'string' &&
    sameDigest(signature, signatureOf(key, expires))
  if (!isOurs || Number(expires) <= now()) throw new InvalidSignature()
}

function signatureOf(key: string, expires: string) {
  return keyedHash('media-address', `${key}\n${expires}`)
}

function now() {
  return Math.floor(Date.now() / 1000)
}
