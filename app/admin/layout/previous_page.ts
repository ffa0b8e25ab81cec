import type { HttpContext } from '@adonisjs/core/http'

const HOME = '/admin'

/** Placeholder origin, to parse URLs without one. */
const ANY_ORIGIN = 'http://localhost'

/** Returns path and query of the form's dashboard page from the Referer header; defaults to the overview. */
export function previousPage(request: HttpContext['request']): string {
  const referer = request.header('referer')
  if (!referer || !URL.canParse(referer, ANY_ORIGIN)) return HOME
  const { pathname, search } = new URL(referer, ANY_ORIGIN)
  const isOurs = pathname === HOME || pathname.startsWith(`${HOME}/`)
  return isOurs ? `${pathname}${search}` : HOME
}

/** Redirects to the page that the form was on. */
export function redirectBack({ request, response }: HttpContext): void {
  response.redirect().status(303).toPath(previousPage(request))
}
