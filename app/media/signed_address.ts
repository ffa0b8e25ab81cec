import { appUrl } from '#config/app'
import media from '#config/media'
import { keyedHash, sameDigest } from '#app/identity/keyed_hash'
import { addressOnCdn } from '#app/media/cdn_address'
import InvalidSignature from '#app/media/exceptions/invalid_signature'

/**
 * Returns a file's signed path without a leading slash, valid for `MEDIA_URL_TTL`. With a viewer, it also stops
 * working when the viewer loses access, unless a CDN serves the file: CDNs don't check viewers.
 */
export function signedMediaAddress(key: string, viewer?: string): string {
  const expires = now() + media.addressTtlInSeconds
  if (media.cdnKey) return addressOnCdn(appUrl, key, expires, media.cdnKey)
  const query = viewer === undefined ? '' : `viewer=${viewer}&`
  return `${key}?${query}expires=${expires}&signature=${signatureOf(key, String(expires), viewer)}`
}

/**
 * @returns the viewer for whom the address was signed, if any
 * @throws {InvalidSignature} if the signature does not match the key, expiry and viewer, or has expired
 */
export function verifySignature(key: string, query: Record<string, unknown>): string | undefined {
  const { expires, signature, viewer } = query
  const isOurs =
    typeof expires === 'string' &&
    typeof signature === 'string' &&
    (viewer === undefined || typeof viewer === 'string') &&
    sameDigest(signature, signatureOf(key, expires, viewer))
  if (!isOurs || Number(expires) <= now()) throw new InvalidSignature()
  return viewer
}

function signatureOf(key: string, expires: string, viewer?: string) {
  const content = viewer === undefined ? [key, expires] : [key, expires, viewer]
  return keyedHash('media-address', content.join('\n'))
}

function now() {
  return Math.floor(Date.now() / 1000)
}
