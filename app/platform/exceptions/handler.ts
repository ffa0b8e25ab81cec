import { inject } from '@adonisjs/core'
import { type HttpContext, ExceptionHandler } from '@adonisjs/core/http'
import type { ApiSurface, ErrorPages } from '#app/platform/api/api_surface'
import ApiSurfaces from '#app/platform/api/api_surfaces'
import { type Problem, problemOf } from '#app/platform/api/problem'

/**
 * Renders every error through the surface of the request, including errors that packages would
 * render themselves.
 */
@inject()
export default class HttpExceptionHandler extends ExceptionHandler {
  constructor(private surfaces: ApiSurfaces) {
    super()
  }

  async handle(error: unknown, ctx: HttpContext) {
    const { request, response } = ctx
    const surface = this.surfaces.of(request.url())
    const problem = withStatusOf(surface, problemOf(error))
    for (const [name, value] of Object.entries(problem.headers ?? {})) response.header(name, value)
    response.status(problem.status)

    const pages = await pagesOf(surface, ctx)
    if (pages?.accepts(request)) return pages.answer(problem, ctx)
    return response.send(surface.renderError(problem, request.id()!))
  }

  /** Logs the path without its query string, which may contain a token. */
  async report(error: unknown, ctx: HttpContext) {
    const { status, code } = withStatusOf(this.surfaces.of(ctx.request.url()), problemOf(error))
    const context = { status, code, method: ctx.request.method(), path: ctx.request.url() }
    if (status >= 500) ctx.logger.error({ ...context, err: error }, 'request failed')
    else ctx.logger.info(context, 'request refused')
  }
}

function withStatusOf({ validationStatus }: ApiSurface, problem: Problem): Problem {
  if (problem.code !== 'E_VALIDATION_ERROR' || !validationStatus) return problem
  return { ...problem, status: validationStatus }
}

async function pagesOf(
  { pages }: ApiSurface,
  { containerResolver }: HttpContext
): Promise<ErrorPages | undefined> {
  if (!pages) return undefined
  const { default: Pages } = await pages()
  return containerResolver.make(Pages)
}
