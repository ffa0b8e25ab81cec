import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { dashboardRoutes } from '#app/admin/layout/dashboard_group'

const { Activity, Overview } = controllers.admin.overview

dashboardRoutes(() => {
  router.get('', [Overview, 'show']).as('overview')
  router.get('activity', [Activity, 'index']).as('activity')
})
