import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import PageSecurity from '#app/platform/page_security'

/** Middleware of server-rendered pages. */
@inject()
export default class PageMiddleware {
  constructor(private security: PageSecurity) {}

  async handle(ctx: HttpContext, next: NextFn) {
    await this.security.secure(ctx)
    return next()
  }
}
