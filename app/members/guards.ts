import type { GuardConfigProvider } from '@adonisjs/auth/types'
import type { HttpContext } from '@adonisjs/core/http'
import type { GuardsOf } from '#app/platform/capability'
import MemberGuard from '#app/members/member_guard'
import MemberTokens from '#app/members/member_tokens'
import FindCurrentMember from '#app/members/queries/find_current_member'

/** Creates a guard for each request; the query behind it is shared. */
const members: GuardConfigProvider<(ctx: HttpContext) => MemberGuard> = {
  async resolver(_name, app) {
    const findCurrentMember = await app.container.make(FindCurrentMember)
    const tokens = await app.container.make(MemberTokens)
    return ({ request }) => new MemberGuard(request.request, findCurrentMember, tokens)
  },
}

const guards = { members }

export default guards

declare module '#app/platform/capability' {
  interface DeclaredGuards extends GuardsOf<typeof guards> {}
}
