import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import EndSessions from '#app/members/actions/end_sessions'
import { succeed } from '#app/members/api'
import { currentMember } from '#app/members/current_member'
import ListSessions from '#app/members/queries/list_sessions'
import { sessionJson } from '#app/members/transformers/session_transformer'
import { sessionValidator } from '#app/members/validators/members'

@inject()
export default class SessionsController {
  constructor(
    private listSessions: ListSessions,
    private endSessions: EndSessions
  ) {}

  async index(ctx: HttpContext) {
    const { id, sessionId } = currentMember(ctx)
    const sessions = await this.listSessions.handle({ memberId: id })
    return succeed(
      ctx,
      sessions.map((session) => sessionJson(session, sessionId))
    )
  }

  async destroy(ctx: HttpContext) {
    const { sessionId } = await sessionValidator.validate(ctx.params)
    await this.endSessions.one({
      memberId: currentMember(ctx).id,
      sessionId: sessionId.toLowerCase(),
    })
    return ctx.response.noContent()
  }

  /** Ends all sessions but the current one. */
  async destroyOthers(ctx: HttpContext) {
    const { id, sessionId } = currentMember(ctx)
    await this.endSessions.others({ memberId: id, but: sessionId })
    return ctx.response.noContent()
  }
}
