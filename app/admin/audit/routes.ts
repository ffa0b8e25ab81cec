import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { dashboardRoutes } from '#app/admin/layout/dashboard_group'
import { OBJECT_ID } from '#app/platform/ids'

const { AuditEntries } = controllers.admin.audit

dashboardRoutes(() => {
  router.get('audit', [AuditEntries, 'index']).as('audit.index')
  router.get('audit/:id', [AuditEntries, 'show']).as('audit.show').where('id', OBJECT_ID)
})
