import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import StaticMiddleware from '@adonisjs/static/static_middleware'

/** Serves the files of server-rendered pages; requests for anything else pay for one comparison. */
@inject()
export default class AssetsMiddleware {
  constructor(private files: StaticMiddleware) {}

  handle(ctx: HttpContext, next: NextFn) {
    return ctx.request.url().startsWith('/assets/') ? this.files.handle(ctx, next) : next()
  }
}
