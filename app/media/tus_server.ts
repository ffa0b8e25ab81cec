import { Server } from '@tus/server'
import UploadRefused from '#app/media/exceptions/upload_refused'

/**
 * The tus server. Its own errors are plain text and reveal internal details, so they are thrown instead and handled
 * and logged like all others. Aborted requests get no response.
 */
export default class TusServer extends Server {
  async write(...[context, headers, status, body]: Parameters<Server['write']>) {
    if (status < 400 || context.signal.aborted) return super.write(context, headers, status, body)
    throw new UploadRefused((body ?? '').trim(), status, Object.fromEntries(headers))
  }
}
