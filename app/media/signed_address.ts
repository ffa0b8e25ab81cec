import env from '#start/env'
import { signedUrlFor } from '@adonisjs/core/services/url_builder'

/** A lecture media's address with its signature, without a slash in front: it expires after `MEDIA_URL_TTL`. */
export function signedMediaAddress(key: string): string {
  return signedUrlFor(
    'media.show',
    { file: key.replace('uploads/', '') },
    { expiresIn: env.get('MEDIA_URL_TTL') }
  ).slice(1)
}
