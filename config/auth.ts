import { defineConfig } from '@adonisjs/auth'
import { AccessTokensGuard } from '@adonisjs/auth/access_tokens'
import type {
  Authenticators,
  GuardConfigProvider,
  InferAuthEvents,
  InferAuthenticators,
} from '@adonisjs/auth/types'
import type { HttpContext } from '@adonisjs/core/http'
import TokenUserProvider from '#app/accounts/token_user_provider'

/** The stock guard, with a user provider of its own for each request. */
const tokenGuard: GuardConfigProvider<(ctx: HttpContext) => AccessTokensGuard<TokenUserProvider>> =
  {
    async resolver(name, app) {
      const emitter = await app.container.make('emitter')
      return (ctx) => new AccessTokensGuard(name, ctx, emitter, new TokenUserProvider())
    },
  }

const authConfig = defineConfig({ default: 'api', guards: { api: tokenGuard } })

export default authConfig

declare module '@adonisjs/auth/types' {
  export interface Authenticators extends InferAuthenticators<typeof authConfig> {}
}
declare module '@adonisjs/core/types' {
  interface EventsList extends InferAuthEvents<Authenticators> {}
}
