import type { HttpContext } from '@adonisjs/core/http'

const HOME = '/admin'

/** Any origin will do: it only completes an address that has none. */
const ANY_ORIGIN = 'http://localhost'

/** Path and query of the dashboard page that a form was on, by its Referer; the overview where that names none. */
export function previousPage(request: HttpContext['request']): string {
  const referer = request.header('referer')
  if (!referer || !URL.canParse(referer, ANY_ORIGIN)) return HOME
  const { pathname, search } = new URL(referer, ANY_ORIGIN)
  const isOurs = pathname === HOME || pathname.startsWith(`${HOME}/`)
  return isOurs ? `${pathname}${search}` : HOME
}

/** Leads a form back to the page that it was on. */
export function redirectBack({ request, response }: HttpContext): void {
  response.redirect().status(303).toPath(previousPage(request))
}
