import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { succeed } from '#app/members/api'
import MarkMessage from '#app/members/actions/mark_message'
import UnmarkMessage from '#app/members/actions/unmark_message'
import { currentMember } from '#app/members/current_member'
import { messageIdValidator } from '#app/members/validators/messages'

@inject()
export default class LikesController {
  constructor(
    private markMessage: MarkMessage,
    private unmarkMessage: UnmarkMessage
  ) {}

  async store(ctx: HttpContext) {
    const { messageId } = await ctx.request.validateUsing(messageIdValidator, { data: ctx.params })
    const { id: memberId } = currentMember(ctx)
    await this.markMessage.handle({ kind: 'like', memberId, messageId })
    return succeed(ctx, null, 201)
  }

  async destroy(ctx: HttpContext) {
    const { messageId } = await ctx.request.validateUsing(messageIdValidator, { data: ctx.params })
    const { id: memberId } = currentMember(ctx)
    await this.unmarkMessage.handle({ kind: 'like', memberId, messageId })
    return ctx.response.noContent()
  }
}
