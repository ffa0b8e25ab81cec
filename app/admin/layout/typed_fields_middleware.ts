import auth from '@adonisjs/auth/services/main'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { hasSignedIn } from '#app/admin/layout/session_store'
import { readForm } from '#app/media/form_reader'

/** Maximum size of forms that are read to keep their input. */
const LONGEST_FORM_IN_BYTES = 12 * 1024 * 1024

/**
 * Reads the text fields of a form with a file if its session has expired, so that they can be restored after sign-in:
 * such forms are otherwise read by their controllers, which require a session. The file is discarded. Guests' forms
 * are not read.
 */
export default class TypedFieldsMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const { request, session } = ctx
    const length = Number(request.header('content-length', 'NaN'))
    const isForm = request.is(['multipart/form-data']) && length <= LONGEST_FORM_IN_BYTES
    if (isForm && hasSignedIn(session) && !(await this.isSignedIn(ctx))) {
      const tell = (fields: Record<string, unknown>) => request.updateBody(fields)
      await readForm(request.request, 'file', async (file) => void file.resume(), tell).catch(
        () => {}
      )
    }
    return next()
  }

  private isSignedIn(ctx: HttpContext): Promise<boolean> {
    return auth.createAuthenticator(ctx).use('dashboard').check()
  }
}
