import type { Purpose } from '#app/media/purposes'
import { squareWebp } from '#app/media/square_image'

const SIZE_IN_PIXELS = 150

/** Avatars: public and immutable. */
export const AVATAR: Purpose = {
  name: 'members.avatar',
  prefix: 'avatars/',
  accepts: ['jpg', 'png', 'webp'],
  refusal: 'An avatar must be a JPEG, PNG or WebP image.',
  maxBytes: 8_000_000,
  access: 'public',
  cacheControl: 'public, max-age=31536000, immutable',
  field: 'avatar',
  conversion: { extension: 'webp', convert: (contents) => squareWebp(contents, SIZE_IN_PIXELS) },
}

export default [AVATAR]
