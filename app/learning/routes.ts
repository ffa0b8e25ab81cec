import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#app/accounts/middleware'

const { Progress } = controllers.learning

router
  .group(() => {
    router.get('progress', [Progress, 'show']).as('show')
    router.post('progress', [Progress, 'store']).as('store')
  })
  .prefix('api/user')
  .as('learning.progress')
  .use(middleware.authenticate())
