import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { deviceOf } from '#app/identity/device'
import ChangeMemberRole from '#app/members/actions/change_member_role'
import DeleteMember from '#app/members/actions/delete_member'
import { succeed } from '#app/members/api'
import { memberActor } from '#app/members/audited_member'
import { currentMember } from '#app/members/current_member'
import ListMembers from '#app/members/queries/list_members'
import { detailedMemberJson } from '#app/members/transformers/member_transformer'
import { roleValidator } from '#app/members/validators/members'

/** Accounts, for administrators of the message board. */
@inject()
export default class MembersController {
  constructor(
    private listMembers: ListMembers,
    private changeRole: ChangeMemberRole,
    private deleteMember: DeleteMember
  ) {}

  async index(ctx: HttpContext) {
    const members = await this.listMembers.handle()
    return succeed(ctx, members.map(detailedMemberJson))
  }

  async updateRole(ctx: HttpContext) {
    const { role } = await roleValidator.validate(ctx.request.qs())
    await this.changeRole.handle({ ...originOf(ctx), member: memberOf(ctx), role })
    return ctx.response.noContent()
  }

  async destroy(ctx: HttpContext) {
    await this.deleteMember.handle({ ...originOf(ctx), member: memberOf(ctx) })
    return ctx.response.noContent()
  }
}

function originOf(ctx: HttpContext) {
  const origin = currentMember(ctx)
  return { origin, actor: memberActor(origin, deviceOf(ctx.request)) }
}

function memberOf({ params }: HttpContext): { username: string } {
  return { username: params.username }
}
