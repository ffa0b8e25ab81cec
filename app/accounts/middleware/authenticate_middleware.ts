import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { accessTokens } from '#app/accounts/access_tokens'

/**
 * Lets signed-in users pass. The frontend sends its token in a header named `token`; a signed-out one sends
 * the word `null` there, which is no token.
 */
export default class AuthenticateMiddleware {
  async handle({ auth, logger, request, response }: HttpContext, next: NextFn) {
    const headers = request.request.headers
    const { token } = headers
    if (typeof token === 'string' && token && token !== 'null' && !headers.authorization) {
      headers.authorization = `Bearer ${token}`
    }

    const user = await auth.authenticate()
    response.onFinish((error) => {
      if (error) return
      accessTokens
        .touch(user.currentAccessToken)
        .catch((cause) => logger.warn({ err: cause }, 'token not touched'))
    })
    return next()
  }
}
