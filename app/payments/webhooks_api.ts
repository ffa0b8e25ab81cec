import type { ApiSurface } from '#app/platform/api/api_surface'
import { thetaApi } from '#app/accounts/api'

/** API surface of the payment gateway's webhooks, which no browser calls and whose bytes are signed. */
export const webhooksApi: ApiSurface = {
  name: 'webhooks',
  prefixes: ['/api/webhooks'],
  rawBodies: true,
  renderError: thetaApi.renderError,
}
