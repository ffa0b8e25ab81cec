import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import type { ErrorPages } from '#app/platform/api/api_surface'
import { pageTitleOf, type Problem } from '#app/platform/api/problem'
import PageSecurity from '#app/platform/page_security'

/** Renders error pages for browsers. */
@inject()
export default class PlainErrorPages implements ErrorPages {
  constructor(private security: PageSecurity) {}

  accepts(request: HttpContext['request']): boolean {
    return request.accepts(['json', 'html']) === 'html'
  }

  async answer(problem: Problem, ctx: HttpContext) {
    await this.security.secure(ctx)
    const page = {
      status: problem.status,
      message: pageTitleOf(problem),
      requestId: ctx.request.id(),
    }
    return ctx.response.send(await ctx.view.render('pages/error', page))
  }
}
