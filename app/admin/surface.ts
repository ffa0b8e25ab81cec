import type { ApiSurface } from '#app/platform/api/api_surface'
import { FormMessages } from '#app/admin/layout/form_messages'

/** The dashboard. Its scripts get JSON if they ask for it. */
export const dashboardSurface: ApiSurface = {
  name: 'dashboard',
  prefixes: ['/admin'],
  messages: new FormMessages(),
  renderError: ({ code, message, errors, field }, requestId) => ({
    code,
    message,
    errors,
    field,
    requestId,
  }),
  pages: () => import('#app/admin/layout/error_pages'),
}
