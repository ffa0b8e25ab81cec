import type { HttpContext } from '@adonisjs/core/http'
import type { SessionData } from '@adonisjs/session/types'
import type { ErrorAnswer } from '#app/platform/exceptions/handler'
import { wordsFor } from '#app/platform/exceptions/form_words'
import PageSecurity from '#app/platform/page_security'

const SIGN_IN = '/admin/sign-in'

/** What is typed here is kept for no next page. */
const SECRET = /password|code|^_/i

/** What was typed into a form when its sender's session had ended. */
export interface KeptForm {
  path: string
  input: SessionData
}

/**
 * Answers an error on the dashboard: a form leads back to its page, which keeps what was typed and says what is wrong;
 * a lost session leads to sign-in and back; anything else is a page.
 */
export async function answerOnDashboard(answer: ErrorAnswer, ctx: HttpContext) {
  const isForm = !['GET', 'HEAD'].includes(ctx.request.method()) && ctx.session?.initiated
  if (answer.code === 'E_UNAUTHORIZED_ACCESS' && ctx.session?.initiated) return leadToSignIn(ctx)
  if (isForm && answer.status < 500) return leadBack(answer, ctx)

  const { status, message } = answer
  const security = await ctx.containerResolver.make(PageSecurity)
  await security.secure(ctx)
  const page = { status, message, requestId: ctx.request.id() }
  return ctx.response.send(await ctx.view.render('admin/error', page))
}

function leadToSignIn(ctx: HttpContext) {
  const { request, session } = ctx
  if (request.method() === 'GET') session.setIntendedUrl(request.url(true))
  else session.put('keptForm', { path: previousPath(ctx), input: typed(ctx) } satisfies KeptForm)
  return redirect(ctx, SIGN_IN)
}

function leadBack({ code, message, errors, field }: ErrorAnswer, ctx: HttpContext) {
  const { request, session } = ctx
  const fields = ((errors ?? []) as Parameters<typeof wordsFor>[0][]).map((error) => ({
    field: error.field,
    message: wordsFor(error),
  }))
  if (field) fields.push({ field, message })
  session.flash({
    ...(session.fresh ? {} : typed(ctx)), // what comes without a session was typed on no page of ours
    inputErrors: Object.fromEntries(fields.map((error) => [error.field, error.message])),
    ...(fields.length > 0 ? {} : { problem: message }),
  })
  // A stale form's own address shows both versions, wherever it was sent from.
  return redirect(ctx, code === 'E_STALE_EDIT' ? request.url() : previousPath(ctx))
}

function typed({ request }: HttpContext): SessionData {
  return Object.fromEntries(Object.entries(request.body()).filter(([name]) => !SECRET.test(name)))
}

/** The page of the dashboard that a form was on. */
function previousPath({ request, response }: HttpContext): string {
  const { pathname, search } = new URL(
    response.redirect().getPreviousUrl('/admin'),
    request.completeUrl()
  )
  return pathname.startsWith('/admin') ? `${pathname}${search}` : '/admin'
}

/** Scripts that replace a part of a page are told to leave it, where the new one has another frame. */
function redirect({ request, response }: HttpContext, path: string) {
  if (path === SIGN_IN && request.header('hx-request')) {
    return response.status(200).header('hx-redirect', path).send('')
  }
  response.status(303)
  return response.redirect().toPath(path)
}
