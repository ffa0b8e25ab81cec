import router from '@adonisjs/core/services/router'
import { errors } from '@adonisjs/core/http'
import { controllers } from '#generated/controllers'
import { middleware } from '#app/platform/middleware'

const { Health } = controllers.platform

router.get('/health', [Health, 'live']).as('platform.health')
router.get('/health/ready', [Health, 'ready']).as('platform.health.ready')

/**
 * Serves the built files of server-rendered pages. Paths of missing files reach these routes and
 * get a 404.
 */
router
  .get('/assets/*', ({ request }) => {
    throw new errors.E_ROUTE_NOT_FOUND([request.method(), request.url()])
  })
  .use([middleware.precompressed(), middleware.files()])
  .as('platform.assets')
