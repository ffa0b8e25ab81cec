import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { dashboardRoutes } from '#app/admin/layout/dashboard_group'
import { OBJECT_ID } from '#app/platform/ids'

const { Courses, CourseSettings, CourseStatuses, CourseDeletions } = controllers.admin.courses
const { CourseLectures, CourseLearners, CourseSales, CoursePreviews } = controllers.admin.courses

dashboardRoutes(() => {
  router
    .group(() => {
      router.get('', [Courses, 'index']).as('index')
      router.get('new', [Courses, 'create']).as('create')
      router.post('', [Courses, 'store']).as('store')
      router.post('description', [CoursePreviews, 'description']).as('description')
      router.post('change', [CourseStatuses, 'change']).as('change')
      router.get('delete', [CourseDeletions, 'create']).as('deletion')
      router.post('delete', [CourseDeletions, 'store']).as('delete')

      router.get(':id', [CourseLectures, 'index']).as('show')
      router.post(':id/lectures', [CourseLectures, 'store']).as('lectures.store')
      router.post(':id/lectures/publish', [CourseLectures, 'publish']).as('lectures.publish')
      router.get(':id/learners', [CourseLearners, 'index']).as('learners')
      router.get(':id/learners/export', [CourseLearners, 'export']).as('learners.export')
      router.get(':id/sales', [CourseSales, 'index']).as('sales')
      router.get(':id/settings', [CourseSettings, 'edit']).as('settings')
      router.post(':id/settings', [CourseSettings, 'update']).as('update')
      router.post(':id/status', [CourseStatuses, 'update']).as('status')
      router.post(':id/duplicate', [Courses, 'duplicate']).as('duplicate')
      router.get(':id/preview', [CoursePreviews, 'show']).as('preview')
    })
    .prefix('courses')
    .where('id', OBJECT_ID)
    .as('courses')
})
