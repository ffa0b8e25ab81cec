import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { dashboardRoutes } from '#app/admin/layout/dashboard_group'
import { OBJECT_ID } from '#app/platform/ids'

const { Jobs, System } = controllers.admin.system

dashboardRoutes(() => {
  router
    .group(() => {
      router.get('', [System, 'show']).as('show')
      router.post('jobs/:id/retry', [Jobs, 'retry']).as('jobs.retry')
      router.post('jobs/:id/discard', [Jobs, 'discard']).as('jobs.discard')
    })
    .prefix('system')
    .where('id', OBJECT_ID)
    .as('system')
})
