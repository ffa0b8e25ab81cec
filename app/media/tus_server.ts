import { Server } from '@tus/server'
import UploadRefused from '#app/media/exceptions/upload_refused'

/**
 * The protocol's server. Its own errors are plain text, and tell of internal ones what failed: they are thrown instead,
 * so that the error handler answers and logs them like all others. Requests that were cut off have nobody to answer.
 */
export default class TusServer extends Server {
  async write(...[context, headers, status, body]: Parameters<Server['write']>) {
    if (status < 400 || context.signal.aborted) return super.write(context, headers, status, body)
    throw new UploadRefused((body ?? '').trim(), status, Object.fromEntries(headers))
  }
}
