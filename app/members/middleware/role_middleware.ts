import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { currentMember } from '#app/members/current_member'
import RoleTooLow from '#app/members/exceptions/role_too_low'
import { isAtLeast, type MemberRole } from '#app/members/roles'

/** Requires a role, or one above it. */
export default class RoleMiddleware {
  handle(ctx: HttpContext, next: NextFn, { atLeast }: { atLeast: MemberRole }) {
    if (!isAtLeast(currentMember(ctx).role, atLeast)) throw new RoleTooLow()
    return next()
  }
}
