import media from '#config/media'
import type { Purpose } from '#app/media/purposes'

/** Covers and lectures share a folder, to keep existing URLs; their file types tell them apart. */
export const PREFIX = 'uploads/'

/** Course covers: public and immutable. */
export const COVER: Purpose = {
  name: 'catalog.cover',
  prefix: PREFIX,
  accepts: ['png', 'jpg', 'webp', 'avif', 'gif'],
  refusal: 'A cover must be a PNG, JPEG, WebP, AVIF or GIF image.',
  maxBytes: 10 * 1024 * 1024,
  access: 'public',
  cacheControl: 'public, max-age=31536000, immutable',
}

/** Lecture media: readable with a signed URL. */
export const LECTURE_MEDIA: Purpose = {
  name: 'catalog.lecture',
  prefix: PREFIX,
  accepts: ['mp4', 'webm', 'mov', 'mp3', 'm4a', 'ogg', 'wav'],
  refusal: 'A lecture must be an MP4, WebM, MOV, MP3, M4A, OGG or WAV file.',
  maxBytes: media.maxLectureBytes,
  access: 'signed',
  cacheControl: `private, max-age=${media.addressTtlInSeconds}`,
  viewers: () => import('#app/catalog/lecture_viewers'),
}

export default [COVER, LECTURE_MEDIA]
