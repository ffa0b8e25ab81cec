import auth from '@adonisjs/auth/services/main'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { readForm } from '#app/media/form_reader'
import { endWhenSilent } from '#app/media/request_body'

/** Longer forms are not read to save what was typed in them. */
const LONGEST_FORM_IN_BYTES = 12 * 1024 * 1024

/**
 * A form with a file is read by its controller, which nobody reaches whose session has ended: then what was typed into
 * it is read here, so that it is there again after signing in. The file is thrown away.
 */
export default class TypedFieldsMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const { request } = ctx
    const length = Number(request.header('content-length', 'NaN'))
    const isForm = request.is(['multipart/form-data']) && length <= LONGEST_FORM_IN_BYTES
    if (isForm && !(await this.isSignedIn(ctx))) {
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
