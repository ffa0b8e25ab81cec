import type { HttpContext } from '@adonisjs/core/http'
import type { MemberRole } from '#app/members/roles'

/** Member who makes a request, with the session in which the access token was issued. */
export interface CurrentMember {
  id: number
  username: string
  firstname: string
  middlename: string | null
  lastname: string | null
  /** Key of the image in the file store. */
  avatar: string | null
  role: MemberRole
  sessionId: string
}

/** Returns the member. @throws {E_UNAUTHORIZED_ACCESS} on routes that require none */
export function currentMember({ auth }: Pick<HttpContext, 'auth'>): CurrentMember {
  return auth.use('members').getUserOrFail()
}
