import type { IncomingMessage } from 'node:http'
import { bearerOf } from '#app/identity/bearer'
import LookupGuard from '#app/identity/lookup_guard'
import type { CurrentMember } from '#app/members/current_member'
import InvalidAccessToken from '#app/members/exceptions/invalid_access_token'
import type MemberTokens from '#app/members/member_tokens'
import type FindCurrentMember from '#app/members/queries/find_current_member'

/** Authenticates requests by the access token in the Authorization header. */
export default class MemberGuard extends LookupGuard<CurrentMember> {
  readonly driverName = 'members'

  constructor(
    private request: IncomingMessage,
    private findCurrentMember: FindCurrentMember,
    private tokens: MemberTokens
  ) {
    super()
  }

  /** @throws {InvalidAccessToken} */
  getUserOrFail(): CurrentMember {
    if (!this.user) throw new InvalidAccessToken()
    return this.user
  }

  async authenticateAsClient(member: CurrentMember) {
    const token = await this.tokens.signAccess(member, member.sessionId)
    return { headers: { authorization: `Bearer ${token}` } }
  }

  protected async lookUp(): Promise<CurrentMember | null> {
    const token = bearerOf(this.request)
    return token ? this.findCurrentMember.handle(token) : null
  }
}
