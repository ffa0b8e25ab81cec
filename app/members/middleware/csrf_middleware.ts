import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { checkCsrf } from '#app/members/check_csrf'
import { currentMember } from '#app/members/current_member'

/** Requires a CSRF token of the member's session. */
export default class CsrfMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    checkCsrf(ctx.request, currentMember(ctx).sessionId)
    return next()
  }
}
