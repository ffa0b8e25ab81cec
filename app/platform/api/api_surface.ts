import type { CorsConfig } from '@adonisjs/cors/types'
import type { HttpContext } from '@adonisjs/core/http'
import type { MessagesProviderContact } from '@vinejs/vine/types'
import type { Problem } from '#app/platform/api/problem'

/**
 * The part of the application below certain path prefixes, as its clients see it: CORS rules, body
 * limits and error format. Every process loads it, so it must be light.
 */
export interface ApiSurface {
  name: string
  /**
   * Path prefixes. If several surfaces match a request, the one with the longest prefix serves it.
   */
  prefixes: readonly string[]
  /** CORS rules; without them, other origins may not call it. */
  cors?: CorsConfig
  /** Maximum size of JSON and form bodies, such as `1mb`. */
  bodyLimit?: string
  /** Leaves bodies unread, for routes that need them as they were sent (`readRawBody`). */
  rawBodies?: boolean
  /** Status for invalid input, 422 by default. */
  validationStatus?: number
  /** Messages for invalid input; Vine's own by default. */
  messages?: MessagesProviderContact
  /** Renders an error as a JSON body. */
  renderError(problem: Problem, requestId: string): object
  /** Renders errors for requests that prefer HTML. */
  pages?: () => Promise<{ default: new (...dependencies: never[]) => ErrorPages }>
}

/** Renders errors as pages or redirects. */
export interface ErrorPages {
  /** Returns whether the response is a page rather than JSON. */
  accepts(request: HttpContext['request']): boolean
  answer(problem: Problem, ctx: HttpContext): Promise<unknown>
}
