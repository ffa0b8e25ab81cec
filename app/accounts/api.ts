import corsConfig from '#config/cors'
import type { ApiSurface } from '#app/platform/api/api_surface'

/** API surface of Theta, whose contract its deployed frontend relies on. Includes public files. */
export const thetaApi: ApiSurface = {
  name: 'theta',
  prefixes: ['/api', '/uploads'],
  cors: corsConfig,
  bodyLimit: '1mb',
  validationStatus: 422,
  renderError: ({ code, message, errors }, requestId) => ({ code, message, errors, requestId }),
}
