import type { CorsConfig } from '@adonisjs/cors/types'
import type { HttpContext } from '@adonisjs/core/http'
import type { MessagesProviderContact } from '@vinejs/vine/types'
import type { Problem } from '#app/platform/api/problem'

/**
 * The part of the application below some paths, as its clients know it: where it may be called from, and what its
 * errors look like. It is light, since every process reads it.
 */
export interface ApiSurface {
  name: string
  /** Paths below which it lies. Of several surfaces the one with the longest matching prefix serves a request. */
  prefixes: readonly string[]
  /** Pages of other origins that may call it; none without it. */
  cors?: CorsConfig
  /** Longest JSON or form body, such as `1mb`. */
  bodyLimit?: string
  /** Status of invalid input, 422 by default. */
  validationStatus?: number
  /** Wording of invalid input; Vine's own by default. */
  messages?: MessagesProviderContact
  /** JSON body of an error. */
  renderError(problem: Problem, requestId: string): object
  /** Answers requests that prefer a page to JSON. */
  pages?: () => Promise<{ default: new (...dependencies: never[]) => ErrorPages }>
}

/** Answers errors with pages or redirects. */
export interface ErrorPages {
  /** Tells whether a request gets a page rather than JSON. */
  accepts(request: HttpContext['request']): boolean
  answer(problem: Problem, ctx: HttpContext): Promise<unknown>
}
