import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { dashboardRoutes } from '#app/admin/layout/dashboard_group'

dashboardRoutes(() => {
  router.get('', [controllers.admin.overview.Overview, 'show']).as('overview')
})
