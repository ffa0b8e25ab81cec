import type { HttpContext } from '@adonisjs/core/http'
import { cspFactory, frameGuardFactory, hstsFactory, noSniffFactory } from '@adonisjs/shield/guards'
import type { ShieldConfig } from '@adonisjs/shield/types'

type Guard = (ctx: HttpContext) => unknown

/**
 * Sets Shield's headers on pages without a session. Shield's own middleware would start a session
 * for the CSRF token, which only pages with forms need.
 */
export default class PageSecurity {
  private guards: Guard[]

  constructor({ csp, xFrame, hsts, contentTypeSniffing }: ShieldConfig) {
    this.guards = [
      cspFactory(csp),
      frameGuardFactory(xFrame),
      hstsFactory(hsts),
      noSniffFactory(contentTypeSniffing),
    ]
  }

  /** Must be called before rendering, since it shares the nonce with the view. */
  async secure(ctx: HttpContext): Promise<void> {
    for (const guard of this.guards) await guard(ctx)
    ctx.response.header('referrer-policy', 'same-origin')
  }
}
