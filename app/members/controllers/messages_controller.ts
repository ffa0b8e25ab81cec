import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { succeed, succeedWith } from '#app/members/api'
import DeleteMessage from '#app/members/actions/delete_message'
import EditMessage from '#app/members/actions/edit_message'
import PostMessage from '#app/members/actions/post_message'
import MessageLists from '#app/members/cache/message_lists'
import { currentMember } from '#app/members/current_member'
import ListMessages, { type MessagePage } from '#app/members/queries/list_messages'
import { isAtLeast } from '#app/members/roles'
import { bareMessageJson, messageJson } from '#app/members/transformers/message_transformer'
import {
  editMessageValidator,
  listMessagesValidator,
  messageIdValidator,
  postMessageValidator,
} from '#app/members/validators/messages'

@inject()
export default class MessagesController {
  constructor(
    private messageLists: MessageLists,
    private listMessages: ListMessages,
    private postMessage: PostMessage,
    private editMessage: EditMessage,
    private deleteMessage: DeleteMessage
  ) {}

  async public(ctx: HttpContext) {
    const page = await ctx.request.validateUsing(listMessagesValidator, { data: ctx.request.qs() })
    if (isWhole(page)) return succeedWith(ctx, await this.messageLists.public())
    const messages = await this.listMessages.bare(page)
    return succeed(ctx, messages.map(bareMessageJson))
  }

  async index(ctx: HttpContext) {
    const page = await ctx.request.validateUsing(listMessagesValidator, { data: ctx.request.qs() })
    const { id } = currentMember(ctx)
    if (isWhole(page)) return succeedWith(ctx, await this.messageLists.for(id))
    const messages = await this.listMessages.for(id, page)
    return succeed(ctx, messages.map(messageJson))
  }

  async store(ctx: HttpContext) {
    const { message: text } = await ctx.request.validateUsing(postMessageValidator)
    const { id, role } = currentMember(ctx)
    const message = await this.postMessage.handle({ authorId: id, text })
    const seesAuthors = isAtLeast(role, 'MEMBER')
    return succeed(ctx, seesAuthors ? messageJson(message) : bareMessageJson(message), 201)
  }

  async update(ctx: HttpContext) {
    const { messageId } = await ctx.request.validateUsing(messageIdValidator, { data: ctx.params })
    const { newMessage: text } = await ctx.request.validateUsing(editMessageValidator)
    const member = currentMember(ctx)
    return succeed(ctx, messageJson(await this.editMessage.handle({ member, messageId, text })))
  }

  async destroy(ctx: HttpContext) {
    const { messageId } = await ctx.request.validateUsing(messageIdValidator, { data: ctx.params })
    await this.deleteMessage.handle({ member: currentMember(ctx), messageId })
    return ctx.response.noContent()
  }
}

function isWhole({ limit, before }: MessagePage): boolean {
  return limit === undefined && before === undefined
}
