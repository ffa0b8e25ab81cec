import auth from '@adonisjs/auth/services/main'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** Requires a signed-in API user, and sets the context's `auth`. */
export default class AuthenticateMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    ctx.auth = auth.createAuthenticator(ctx)
    const guard = ctx.auth.use('api')
    const { token } = await guard.authenticate()

    if (guard.accessTokens.isToTouch(token)) {
      ctx.response.onFinish((error) => {
        if (error) return
        guard.accessTokens
          .touch(token)
          .catch((cause) => ctx.logger.warn({ err: cause }, 'token usage could not be recorded'))
      })
    }
    return next()
  }
}
