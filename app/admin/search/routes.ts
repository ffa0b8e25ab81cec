import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { dashboardRoutes } from '#app/admin/layout/dashboard_group'

dashboardRoutes(() => {
  router.get('search', [controllers.admin.search.Search, 'show']).as('search')
})
