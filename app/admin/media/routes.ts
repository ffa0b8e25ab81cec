import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { dashboardRoutes } from '#app/admin/layout/dashboard_group'

const { FailedUploads, Files } = controllers.admin.media

dashboardRoutes(() => {
  router
    .group(() => {
      router.get('', [Files, 'index']).as('index')
      router.get('orphans', [Files, 'orphans']).as('orphans')
      router.post('orphans/remove', [Files, 'removeAll']).as('orphans.remove_all')
      router.get('uploads', [FailedUploads, 'index']).as('uploads')
      router.post('uploads/:upload/dismiss', [FailedUploads, 'dismiss']).as('uploads.dismiss')
      router.post('remove', [Files, 'remove']).as('remove')
    })
    .prefix('media')
    .where('upload', router.matchers.uuid())
    .as('media')
})
