import { errors as vineErrors } from '@vinejs/vine'
import { errors as limiterErrors } from '@adonisjs/limiter'
import { isServiceUnavailable } from '#app/platform/exceptions/service_unavailable'

/** The part of an error that clients may see. */
export interface Problem {
  status: number
  code: string
  message: string
  /** Invalid fields in Vine's format. */
  errors?: InvalidField[]
  /** Form field that caused the error. */
  field?: string
  headers?: Record<string, string>
}

export interface InvalidField {
  field: string
  message: string
  rule: string
}

/** Messages for errors of the framework and its packages, whose own are meant for developers. */
const SENTENCES: Record<string, string> = {
  E_UNAUTHORIZED_ACCESS: 'Please sign in.',
  E_AUTHORIZATION_FAILURE: 'You are not allowed to do this.',
  E_ROUTE_NOT_FOUND: 'Route not found',
  E_ROW_NOT_FOUND: 'Not found.',
  E_BAD_CSRF_TOKEN: 'This page expired and nothing was saved. Submit it again.',
  E_REQUEST_ENTITY_TOO_LARGE: 'The request is too large.',
}

const WAIT = new Intl.RelativeTimeFormat('en')

const UNEXPECTED: Problem = {
  status: 500,
  code: 'E_INTERNAL_ERROR',
  message: 'Something went wrong on our side. Please try again.',
}

const UNAVAILABLE: Problem = {
  status: 503,
  code: 'E_SERVICE_AWAY',
  message: 'Part of the service is unavailable. Try again in a few minutes.',
  headers: { 'retry-after': '5' },
}

export const ROUTE_NOT_FOUND: Problem = {
  status: 404,
  code: 'E_ROUTE_NOT_FOUND',
  message: SENTENCES.E_ROUTE_NOT_FOUND,
}

/** Title and text for the error page of a problem. */
export function pageTitleOf({ code, message }: Problem): string {
  return code === ROUTE_NOT_FOUND.code ? 'Page not found.' : message
}

interface ThrownError extends Partial<Error> {
  status?: number
  code?: string
  headers?: Record<string, string>
}

/**
 * Converts any thrown value into the problem that clients may see. Unexpected errors reveal no
 * details.
 */
export function problemOf(thrown: unknown): Problem {
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
    return isServiceUnavailable(thrown) ? UNAVAILABLE : UNEXPECTED
  const message = SENTENCES[code] ?? error.message ?? 'The request was refused.'
  return { status, code, message, headers, field: fieldOf(error) }
}

/**
 * Formats a delay as `in 45 seconds`; in minutes from two minutes on, and in hours from two hours
 * on, rounded up.
 */
function inWords(seconds: number): string {
  if (seconds < 120) return WAIT.format(seconds, 'second')
  const minutes = Math.ceil(seconds / 60)
  return minutes <= 120
    ? WAIT.format(minutes, 'minute')
    : WAIT.format(Math.ceil(minutes / 60), 'hour')
}

/**
 * Returns whether a 5xx error has a message meant for clients, such as an unavailable payment
 * gateway.
 */
function isMeantForClients(error: object): boolean {
  return 'isPublic' in error.constructor && error.constructor.isPublic === true
}

/** Returns the form field that one of our own errors names. */
function fieldOf(error: object): string | undefined {
  const { field } = error.constructor as { field?: unknown }
  return typeof field === 'string' ? field : undefined
}

/** Error codes of Node.js for invalid gzip, deflate or Brotli content. */
const DECOMPRESSION_FAILED = /^(Z_|ERR__ERROR_)/

/** Recognizes JSON that does not parse, and content with an invalid encoding. */
function isMalformedBody(error: { status?: number; code?: string }): boolean {
  return (
    DECOMPRESSION_FAILED.test(error.code ?? '') ||
    (error.status === 400 && error instanceof SyntaxError)
  )
}
