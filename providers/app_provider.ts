import { Bouncer } from '@adonisjs/bouncer'
import { HttpContext } from '@adonisjs/core/http'
import { policies } from '#generated/policies'
import { authorizedUser } from '#app/accounts/current_user'

export default class AppProvider {
  boot() {
    Bouncer.emitter = undefined // nobody listens to its events, and sending them takes longer than deciding
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
    /** Decides what whoever is signed in may do; there on authenticated routes. */
    bouncer: Bouncer<NonNullable<ReturnType<typeof authorizedUser>>, {}, typeof policies>
  }
}
