import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** Answers differ by the origin that asks, so that no cache gives one origin's answer to another. */
export default class VaryMiddleware {
  handle({ response }: HttpContext, next: NextFn) {
    response.header('vary', 'origin')
    return next()
  }
}
