import edge from 'edge.js'
import { Bouncer } from '@adonisjs/bouncer'
import { HttpContext } from '@adonisjs/core/http'
import { policies } from '#generated/policies'
import { authorizedUser } from '#app/accounts/current_user'
import { isolated } from '#app/platform/text'

export default class AppProvider {
  boot() {
    edge.global('isolated', isolated) // for pages and mails
    Bouncer.emitter = undefined // it has no listeners, and emitting events takes longer than the authorization itself
    HttpContext.getter(
      'bouncer',
      function bouncer(this: HttpContext) {
        return new Bouncer(() => authorizedUser(this), {}, policies)
      },
      true
    )
  }
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Authorizes the signed-in user; set on authenticated routes. */
    bouncer: Bouncer<NonNullable<ReturnType<typeof authorizedUser>>, {}, typeof policies>
  }
}
