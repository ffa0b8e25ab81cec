import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { dashboardActor } from '#app/accounts/actors'
import { redirectBack } from '#app/admin/layout/previous_page'
import { withoutEmpty } from '#app/admin/layout/without_empty'
import RemoveMessage from '#app/members/actions/remove_message'
import RestoreMessage from '#app/members/actions/restore_message'
import DescribeBoard from '#app/members/queries/describe_board'
import ListBoardMessages from '#app/members/queries/list_board_messages'
import { boardMessagesValidator, removalValidator } from '#app/members/validators/dashboard'

@inject()
export default class BoardMessagesController {
  constructor(
    private listMessages: ListBoardMessages,
    private describeBoard: DescribeBoard,
    private removeMessage: RemoveMessage,
    private restoreMessage: RestoreMessage
  ) {}

  async index({ request, view }: HttpContext) {
    const filter = await boardMessagesValidator.validate(withoutEmpty(request.qs()))
    const { page, ...rest } = filter
    return view.render('admin/members/messages', {
      tab: 'messages',
      ...(await this.describeBoard.handle()),
      messages: await this.listMessages.handle(rest, page),
      filter,
      isFiltered: Object.keys(rest).length > 0,
    })
  }

  async remove(ctx: HttpContext) {
    const { params, request, session } = ctx
    const { reason } = await request.validateUsing(removalValidator)
    const actor = dashboardActor(ctx)
    await this.removeMessage.handle({ actor, messageId: params.number, reason })
    session.flash('notice', 'Message removed.')
    const action = `/admin/members/messages/${params.number}/restore`
    session.flash('undo', { action, seconds: 10 })
    return redirectBack(ctx)
  }

  async restore(ctx: HttpContext) {
    const { params, session } = ctx
    const actor = dashboardActor(ctx)
    await this.restoreMessage.handle({ actor, messageId: params.number })
    session.flash('notice', 'Message restored.')
    return redirectBack(ctx)
  }
}
