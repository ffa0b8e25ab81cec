import { IANAZone } from 'luxon'
import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import payments from '#config/payments'
import Navigation, { isWithin, linkTo } from '#app/admin/layout/navigation'
import { markSignedIn } from '#app/admin/layout/session_store'

/** The areas of the IANA database that browsers report. */
const AREA =
  /^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc)\/|^UTC$/

const THEMES = ['light', 'dark']

/** Gives every page of the dashboard what its layout shows: who is signed in, the current place, zone and theme. */
@inject()
export default class LayoutMiddleware {
  constructor(private navigation: Navigation) {}

  async handle(ctx: HttpContext, next: NextFn) {
    const { request, response, session, view } = ctx
    const administrator = ctx.auth?.use('dashboard').user
    if (administrator) markSignedIn(session)
    response.header('referrer-policy', 'same-origin').header('cache-control', 'no-store')
    const path = request.url()
    view.share({
      administrator,
      navigation: this.navigation.items.map((item) => ({
        ...item,
        isCurrent: isWithin(path, item),
      })),
      here: { path, query: request.qs() },
      theme: THEMES.find(
        (theme) => theme === request.plainCookie('theta_theme', { encoded: false })
      ),
      isNarrow: request.plainCookie('theta_sidebar', { encoded: false }) === 'icons',
      zone: zoneOf(request),
      isSandbox: linkTo('admin.payments.index') !== null && payments.razorpay === undefined,
    })
    return next()
  }
}

/**
 * The zone that the browser reports, for times on a page; a script sets the cookie on the sign-in page. Names without
 * an area, such as `AGT`, and offsets are ignored: PostgreSQL does not know them all, or reads them differently.
 */
export function zoneOf(request: HttpContext['request']): string {
  const zone = request.plainCookie('theta_zone', { encoded: false })
  const isKnown = typeof zone === 'string' && AREA.test(zone) && IANAZone.isValidZone(zone)
  return isKnown ? zone : 'Asia/Kolkata'
}
