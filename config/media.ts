import env from '#start/env'

const privateKey = env.get('CDN_PRIVATE_KEY')?.release()

export default {
  /** Maximum size of a lecture upload. */
  maxLectureBytes: env.get('MAX_LECTURE_BYTES'),
  /** Lifetime of a signed URL. */
  addressTtlInSeconds: env.get('MEDIA_URL_TTL'),
  /** Idle timeout of an upload. */
  silenceTimeoutInMs: env.get('UPLOAD_SILENCE') * 1000,
  /** Key pair that CloudFront trusts, if it serves the files. */
  cdnKey: privateKey ? { id: env.get('CDN_KEY_ID', ''), privateKey } : undefined,
}
