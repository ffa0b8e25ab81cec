import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { dashboardActor } from '#app/accounts/actors'
import { withoutEmpty } from '#app/admin/layout/without_empty'
import { BOARD_ROLES } from '#app/admin/members/role_labels'
import ChangeMemberRole from '#app/members/actions/change_member_role'
import DeleteMember from '#app/members/actions/delete_member'
import EndMemberSession from '#app/members/actions/end_member_session'
import DescribeMember from '#app/members/queries/describe_member'
import ListBoardMembers from '#app/members/queries/list_board_members'
import { boardMembersValidator, boardRoleValidator } from '#app/members/validators/dashboard'

@inject()
export default class BoardMembersController {
  constructor(
    private listMembers: ListBoardMembers,
    private describeMember: DescribeMember,
    private changeRole: ChangeMemberRole,
    private deleteMember: DeleteMember,
    private endMemberSession: EndMemberSession
  ) {}

  async index({ request, view }: HttpContext) {
    const filter = await boardMembersValidator.validate(withoutEmpty(request.qs()))
    const { page, ...rest } = filter
    const isFiltered = Object.keys(rest).length > 0
    const members = await this.listMembers.handle(rest, page)
    return view.render('admin/members/people', {
      tab: 'people',
      members,
      filter,
      isFiltered,
      roles: BOARD_ROLES,
    })
  }

  async show({ params, view }: HttpContext) {
    const member = await this.describeMember.handle(params.number)
    return view.render('admin/members/show', { member, roles: BOARD_ROLES })
  }

  async assignRole(ctx: HttpContext) {
    const { role } = await ctx.request.validateUsing(boardRoleValidator)
    const member = await this.describeMember.handle(ctx.params.number)
    await this.changeRole.handle({ actor: dashboardActor(ctx), origin: null, member, role })
    const label = BOARD_ROLES[role].toLowerCase()
    return this.back(ctx, `${member.username}’s role is now ${label}.`)
  }

  async destroy(ctx: HttpContext) {
    const { params, response, session } = ctx
    const member = await this.describeMember.handle(params.number)
    await this.deleteMember.handle({ actor: dashboardActor(ctx), origin: null, member })
    session.flash('notice', `${member.username} is deleted. The messages are kept.`)
    return response.redirect().status(303).toPath('/admin/members/people')
  }

  async endSession(ctx: HttpContext) {
    const { number: memberId, session: sessionId } = ctx.params
    await this.endMemberSession.handle({ actor: dashboardActor(ctx), memberId, sessionId })
    return this.back(ctx, 'Device signed out.')
  }

  private back({ params, response, session }: HttpContext, notice: string) {
    session.flash('notice', notice)
    return response.redirect().status(303).toPath(`/admin/members/people/${params.number}`)
  }
}
