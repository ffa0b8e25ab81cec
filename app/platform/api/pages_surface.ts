import corsConfig from '#config/cors'
import type { ApiSurface } from '#app/platform/api/api_surface'

/** Surface of plain pages, health checks and all paths that no other surface serves. */
export const pagesSurface: ApiSurface = {
  name: 'pages',
  prefixes: ['/'],
  cors: corsConfig,
  renderError: ({ code, message, errors }, requestId) => ({ code, message, errors, requestId }),
  pages: () => import('#app/platform/api/plain_error_pages'),
}
