import { defineConfig } from '@adonisjs/auth'
import type {} from '@adonisjs/auth/initialize_auth_middleware' // declares the context's `auth`
import type {
  Authenticators,
  GuardConfigProvider,
  InferAuthEvents,
  InferAuthenticators,
} from '@adonisjs/auth/types'
import type { HttpContext } from '@adonisjs/core/http'
import FindTokenHolder from '#app/accounts/queries/find_token_holder'
import TokenGuard from '#app/accounts/token_guard'

/** A guard for each request, all with one query. */
const tokenGuard: GuardConfigProvider<(ctx: HttpContext) => TokenGuard> = {
  async resolver(_name, app) {
    const findTokenHolder = await app.container.make(FindTokenHolder)
    return ({ request }) => new TokenGuard(request.request, findTokenHolder)
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
