import env from '#start/env'

const privateKey = env.get('CDN_PRIVATE_KEY')?.release()

export default {
  /** The largest lecture that can be uploaded. */
  maxLectureBytes: env.get('MAX_LECTURE_BYTES'),
  /** How long a signed address can be used. */
  addressTtlInSeconds: env.get('MEDIA_URL_TTL'),
  /** How long the sender of a file may be silent. */
  silenceTimeoutInMs: env.get('UPLOAD_SILENCE') * 1000,
  /** The key that CloudFront trusts, where it serves the files. */
  cdnKey: privateKey ? { id: env.get('CDN_KEY_ID', ''), privateKey } : undefined,
}
