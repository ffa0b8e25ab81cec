import app from '@adonisjs/core/services/app'
import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { dashboardRoutes } from '#app/admin/layout/dashboard_group'

/** Shows every component in all its states, for developers. */
if (!app.inProduction) {
  dashboardRoutes(() => {
    router.get('_components', [controllers.admin.components.Components, 'show']).as('components')
  })
}
