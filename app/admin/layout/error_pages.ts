import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { keepForm } from '#app/admin/layout/interrupted_form'
import { previousPage } from '#app/admin/layout/previous_page'
import { flashTyped, typedIn } from '#app/admin/layout/typed_input'
import type { ErrorPages } from '#app/platform/api/api_surface'
import { pageTitleOf, type Problem } from '#app/platform/api/problem'
import PageSecurity from '#app/platform/page_security'

const SIGN_IN = '/admin/sign-in'

/** Status of an error that is not ours: the form can be sent again. */
const OUTSIDE_SERVICE_AWAY = 502

/** A guest's session is a cookie, which holds little. */
const LONGEST_INTENDED_URL = 1024

const FORM_NOT_KEPT =
  'You are not signed in. The form that you sent was not saved, and what you typed could not be kept.'

/**
 * Renders the dashboard's errors: a rejected form redirects back to its page with the input and messages kept, an
 * expired session redirects to sign-in and back, and any other error gets a page.
 */
@inject()
export default class DashboardErrorPages implements ErrorPages {
  constructor(private security: PageSecurity) {}

  /** Recognizes scripts that want JSON. htmx identifies itself by a header and accepts any type. */
  accepts(request: HttpContext['request']): boolean {
    return Boolean(request.header('hx-request')) || request.accepts(['json', 'html']) === 'html'
  }

  async answer(problem: Problem, ctx: HttpContext) {
    ctx.response.header('cache-control', 'no-store')
    const isForm = !['GET', 'HEAD'].includes(ctx.request.method()) && ctx.session?.initiated
    if (problem.code === 'E_UNAUTHORIZED_ACCESS' && ctx.session?.initiated) return leadToSignIn(ctx)
    if (isForm && (problem.status < 500 || problem.status === OUTSIDE_SERVICE_AWAY))
      return leadBack(problem, ctx)

    await this.security.secure(ctx)
    const { status } = problem
    const page = { status, message: pageTitleOf(problem), requestId: ctx.request.id() }
    return ctx.response.send(await ctx.view.render('admin/error', page))
  }
}

function leadToSignIn(ctx: HttpContext) {
  const { request, session } = ctx
  const url = request.url(true)
  if (request.method() === 'GET') {
    if (url.length <= LONGEST_INTENDED_URL) session.setIntendedUrl(url)
  } else if (!keepForm(session, { path: previousPage(request), input: typedIn(request) })) {
    session.flash('problem', FORM_NOT_KEPT)
  }
  return redirect(ctx, SIGN_IN)
}

function leadBack({ code, message, errors = [], field }: Problem, ctx: HttpContext) {
  const { request, session } = ctx
  const invalid = field ? [...errors, { field, message }] : errors
  if (!session.fresh) flashTyped(session, typedIn(request)) // without a session, the form was not on a page of ours
  session.flash('inputErrors', Object.fromEntries(invalid.map((one) => [one.field, one.message])))
  if (invalid.length === 0) session.flash('problem', message)
  // The form's own URL shows both versions of a stale edit, wherever it was sent from.
  return redirect(ctx, code === 'E_STALE_EDIT' ? request.url() : previousPage(request))
}

/** Makes htmx load the new page completely if its layout differs. */
function redirect({ request, response }: HttpContext, path: string) {
  if (path === SIGN_IN && request.header('hx-request')) {
    return response.status(200).header('hx-redirect', path).send('')
  }
  response.status(303)
  return response.redirect().toPath(path)
}
