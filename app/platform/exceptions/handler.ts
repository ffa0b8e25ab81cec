import { errors as vineErrors } from '@vinejs/vine'
import { type HttpContext, ExceptionHandler } from '@adonisjs/core/http'
import { errors as limiterErrors } from '@adonisjs/limiter'
import { answerOnDashboard } from '#app/platform/exceptions/dashboard_answer'
import { isServiceAway } from '#app/platform/exceptions/service_away'
import PageSecurity from '#app/platform/page_security'

/** What a client learns of an error. */
export interface ErrorAnswer {
  status: number
  code: string
  message: string
  errors?: unknown[]
  /** The form's field that it is about. */
  field?: string
  headers?: Record<string, string>
}

/** Sentences for errors of the framework and its packages, whose own messages speak to developers. */
const SENTENCES: Record<string, string> = {
  E_UNAUTHORIZED_ACCESS: 'Please sign in.',
  E_AUTHORIZATION_FAILURE: 'You are not allowed to do this.',
  E_ROUTE_NOT_FOUND: 'There is nothing at this address.',
  E_ROW_NOT_FOUND: 'There is no such thing.',
  E_BAD_CSRF_TOKEN: 'This page was open for too long, and nothing was saved. Please send it again.',
  E_REQUEST_ENTITY_TOO_LARGE: 'The request is too large.',
}

const WAIT = new Intl.RelativeTimeFormat('en')

const UNEXPECTED: ErrorAnswer = {
  status: 500,
  code: 'E_INTERNAL_ERROR',
  message: 'Something went wrong on our side. Please try again.',
}

const AWAY: ErrorAnswer = {
  status: 503,
  code: 'E_SERVICE_AWAY',
  message: 'A part of this service does not answer right now. Please try again in a while.',
  headers: { 'retry-after': '5' },
}

/** Shapes every error, those that packages would render themselves included. */
export default class HttpExceptionHandler extends ExceptionHandler {
  async handle(error: unknown, ctx: HttpContext) {
    const description = describe(error)
    const { headers, status, field, ...answer } = description
    const { request, response } = ctx
    for (const [name, value] of Object.entries(headers ?? {})) response.header(name, value)
    response.status(status)

    const requestId = request.id()
    if (isDashboardPage(request)) return answerOnDashboard(description, ctx)
    const isApi = /^\/(api|uploads)(\/|$)/.test(request.url())
    if (!isApi && request.accepts(['json', 'html']) === 'html') {
      const security = await ctx.containerResolver.make(PageSecurity)
      await security.secure(ctx)
      return response.send(await ctx.view.render('pages/error', { ...answer, status, requestId }))
    }
    return response.send({ ...answer, requestId })
  }

  /** Logs without the query string, which may hold a token. */
  async report(error: unknown, ctx: HttpContext) {
    const { status, code } = describe(error)
    const context = { status, code, method: ctx.request.method(), path: ctx.request.url() }
    if (status >= 500) ctx.logger.error({ ...context, err: error }, 'request failed')
    else ctx.logger.info(context, 'request refused')
  }
}

/** htmx says who it is and accepts anything; scripts that want JSON accept it alone. */
function isDashboardPage(request: HttpContext['request']): boolean {
  if (!/^\/admin(\/|$)/.test(request.url())) return false
  return Boolean(request.header('hx-request')) || request.accepts(['json', 'html']) === 'html'
}

interface ThrownError extends Partial<Error> {
  status?: number
  code?: string
  /** What the answer says in headers, beside the message. */
  headers?: Record<string, string>
}

function describe(thrown: unknown): ErrorAnswer {
  const error = (thrown ?? {}) as ThrownError

  if (error instanceof vineErrors.E_VALIDATION_ERROR) {
    const message = error.messages[0]?.message ?? 'The input is not valid.'
    return { status: 422, code: 'E_VALIDATION_ERROR', message, errors: error.messages }
  }
  if (error instanceof limiterErrors.E_TOO_MANY_REQUESTS) {
    const seconds = error.response.availableIn
    return {
      status: 429,
      code: 'E_TOO_MANY_REQUESTS',
      message: `Too many attempts. Please try again ${inWords(seconds)}.`,
      headers: { 'retry-after': String(seconds) },
    }
  }
  if (isMalformedBody(error)) {
    return {
      status: 400,
      code: 'E_MALFORMED_BODY',
      message: 'The body of the request is malformed.',
    }
  }

  const { status, code = 'E_HTTP_EXCEPTION', headers } = error
  if (!status || status < 400 || (status >= 500 && !isMeantForClients(error)))
    return isServiceAway(thrown) ? AWAY : UNEXPECTED
  const message = SENTENCES[code] ?? error.message ?? 'The request was refused.'
  return { status, code, message, headers, field: fieldOf(error) }
}

/** `in 45 seconds`; from two minutes on in whole ones, rounded up: `in 15 minutes`. */
function inWords(seconds: number): string {
  return seconds < 120
    ? WAIT.format(seconds, 'second')
    : WAIT.format(Math.ceil(seconds / 60), 'minute')
}

/** Errors of 5xx whose message was written for whoever called: a payment gateway that is away, for instance. */
function isMeantForClients(error: object): boolean {
  return 'isPublic' in error.constructor && error.constructor.isPublic === true
}

/** The form's field that an error of ours is about. */
function fieldOf(error: object): string | undefined {
  const { field } = error.constructor as { field?: unknown }
  return typeof field === 'string' ? field : undefined
}

/** What Node.js calls content that is not in its encoding: gzip and deflate, and Brotli. */
const DECOMPRESSION_FAILED = /^(Z_|ERR__ERROR_)/

/** JSON that does not parse, and content that is not in its encoding. */
function isMalformedBody(error: { status?: number; code?: string }): boolean {
  return (
    DECOMPRESSION_FAILED.test(error.code ?? '') ||
    (error.status === 400 && error instanceof SyntaxError)
  )
}
