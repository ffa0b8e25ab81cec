import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { dashboardRoutes } from '#app/admin/layout/dashboard_group'
import { OBJECT_ID } from '#app/platform/ids'

const { Lectures, LectureStates, LectureMedia } = controllers.admin.lectures

dashboardRoutes(() => {
  router
    .group(() => {
      router.get('', [Lectures, 'edit']).as('edit')
      router.post('', [Lectures, 'update']).as('update')
      router.post('status', [LectureStates, 'status']).as('status')
      router.post('free-preview', [LectureStates, 'freePreview']).as('free_preview')
      router.post('place', [LectureStates, 'place']).as('place')
      router.post('media', [LectureMedia, 'update']).as('media')
      router.post('delete', [Lectures, 'destroy']).as('delete')
      router.post('restore', [Lectures, 'restore']).as('restore')
    })
    .prefix('lectures/:id')
    .where('id', OBJECT_ID)
    .as('lectures')
})
