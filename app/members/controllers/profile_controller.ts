import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { deviceOf } from '#app/identity/device'
import ChangeMemberPassword from '#app/members/actions/change_member_password'
import DeleteMember from '#app/members/actions/delete_member'
import JoinAsMember from '#app/members/actions/join_as_member'
import UpdateProfile from '#app/members/actions/update_profile'
import { succeed } from '#app/members/api'
import { memberActor } from '#app/members/audited_member'
import { currentMember } from '#app/members/current_member'
import { memberJson } from '#app/members/transformers/member_transformer'
import {
  passwordValidator,
  profileChangesOf,
  secretValidator,
} from '#app/members/validators/members'

/** The member's own account. */
@inject()
export default class ProfileController {
  constructor(
    private updateProfile: UpdateProfile,
    private changePassword: ChangeMemberPassword,
    private joinAsMember: JoinAsMember,
    private deleteMember: DeleteMember
  ) {}

  async update(ctx: HttpContext) {
    const changes = await profileChangesOf(ctx.request.body())
    const member = await this.updateProfile.handle({ memberId: currentMember(ctx).id, changes })
    return succeed(ctx, memberJson(member))
  }

  async updatePassword(ctx: HttpContext) {
    const passwords = await ctx.request.validateUsing(passwordValidator)
    const { id, sessionId } = currentMember(ctx)
    await this.changePassword.handle({ memberId: id, sessionId, ...passwords })
    return ctx.response.noContent()
  }

  /** Makes a user a member. */
  async join(ctx: HttpContext) {
    const { secretKey } = await ctx.request.validateUsing(secretValidator)
    await this.joinAsMember.handle({ memberId: currentMember(ctx).id, secretKey })
    return ctx.response.noContent()
  }

  async destroy(ctx: HttpContext) {
    const member = currentMember(ctx)
    const actor = memberActor(member, deviceOf(ctx.request))
    await this.deleteMember.handle({ actor, origin: member, member: { id: member.id } })
    return ctx.response.noContent()
  }
}
