import auth from '@adonisjs/auth/services/main'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { hasSignedIn } from '#app/admin/layout/session_store'
import { readForm } from '#app/media/form_reader'
import { endWhenSilent } from '#app/media/request_body'

/** Longer forms are not read to save what was typed in them. */
const LONGEST_FORM_IN_BYTES = 12 * 1024 * 1024

/**
 * Reads what was typed into a form with a file when its sender's session has ended, so that it is there again after
 * signing in: such forms are otherwise read by their controllers, which nobody reaches without a session. The file is
 * thrown away. Strangers' forms are not read at all.
 */
export default class TypedFieldsMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const { request, session } = ctx
    const length = Number(request.header('content-length', 'NaN'))
    const isForm = request.is(['multipart/form-data']) && length <= LONGEST_FORM_IN_BYTES
    if (isForm && hasSignedIn(session) && !(await this.isSignedIn(ctx))) {
      endWhenSilent(request.request)
      const tell = (fields: Record<string, unknown>) => request.updateBody(fields)
      await readForm(request.request, async (file) => void file.resume(), tell).catch(() => {})
    }
    return next()
  }

  private isSignedIn(ctx: HttpContext): Promise<boolean> {
    return auth.createAuthenticator(ctx).use('dashboard').check()
  }
}
