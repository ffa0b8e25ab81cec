import auth from '@adonisjs/auth/services/main'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { accessTokens } from '#app/accounts/access_tokens'

/** Lets signed-in users pass, and gives the context its `auth`. */
export default class AuthenticateMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    ctx.auth = auth.createAuthenticator(ctx)
    const { token } = await ctx.auth.use('api').authenticate()

    if (accessTokens.isToTouch(token)) {
      ctx.response.onFinish((error) => {
        if (error) return
        accessTokens
          .touch(token)
          .catch((cause) => ctx.logger.warn({ err: cause }, 'token not touched'))
      })
    }
    return next()
  }
}
