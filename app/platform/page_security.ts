import type { HttpContext } from '@adonisjs/core/http'
import { cspFactory, frameGuardFactory, hstsFactory, noSniffFactory } from '@adonisjs/shield/guards'
import type { ShieldConfig } from '@adonisjs/shield/types'

type Guard = (ctx: HttpContext) => unknown

/**
 * Shield's headers, on pages without a session: its middleware would begin one, for a CSRF token that only pages
 * with forms need.
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

  /** Call it ahead of rendering: the view gets the nonce. */
  async secure(ctx: HttpContext): Promise<void> {
    for (const guard of this.guards) await guard(ctx)
    ctx.response.header('referrer-policy', 'same-origin')
  }
}
