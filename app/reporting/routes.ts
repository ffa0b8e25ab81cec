import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#app/accounts/middleware'

router
  .get('api/stats', [controllers.reporting.Stats, 'show'])
  .as('reporting.stats')
  .use(middleware.authenticate())
