import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { dashboardRoutes } from '#app/admin/layout/dashboard_group'

const { UploadChecks, UploadFiles, UploadedLectures } = controllers.admin.uploads

dashboardRoutes(() => {
  router
    .group(() => {
      router.post('checks', [UploadChecks, 'store']).as('check')
      router.post('files', [UploadFiles, 'handle']).as('create')
      router.route('files/:upload', ['HEAD', 'PATCH', 'DELETE'], [UploadFiles, 'handle']).as('send')
      router.post(':upload/lecture', [UploadedLectures, 'store']).as('finish')
    })
    .prefix('uploads')
    .where('upload', router.matchers.uuid())
    .as('uploads')
})
