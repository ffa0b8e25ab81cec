import corsConfig from '#config/cors'
import type { ApiSurface } from '#app/platform/api/api_surface'

/** Theta's API, as its deployed frontend calls it, and the files that it shows. */
export const thetaApi: ApiSurface = {
  name: 'theta',
  prefixes: ['/api', '/uploads'],
  cors: corsConfig,
  bodyLimit: '1mb',
  validationStatus: 422,
  renderError: ({ code, message, errors }, requestId) => ({ code, message, errors, requestId }),
}
