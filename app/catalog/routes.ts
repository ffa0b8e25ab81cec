import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { OBJECT_ID } from '#app/platform/ids'
import { middleware } from '#app/accounts/middleware'

const { Courses, CourseChanges, Lectures, LectureChanges } = controllers.catalog

router
  .group(() => {
    router.get('course/all', [Courses, 'index']).as('courses.index')
    router.get('course/:id', [Courses, 'show']).as('courses.show')

    router
      .group(() => {
        router.get('mycourse', [Courses, 'mine']).as('courses.mine')
        router.post('course/new', [CourseChanges, 'store']).as('courses.store')
        router.delete('course/:id', [CourseChanges, 'destroy']).as('courses.destroy')

        router.get('lectures/:courseId', [Lectures, 'index']).as('lectures.index')
        router.get('lecture/:id', [Lectures, 'show']).as('lectures.show')
        router.post('course/:id', [LectureChanges, 'store']).as('lectures.store')
        router.delete('lecture/:id', [LectureChanges, 'destroy']).as('lectures.destroy')
      })
      .use(middleware.authenticate())
  })
  .prefix('api')
  .where('id', OBJECT_ID)
  .where('courseId', OBJECT_ID)
  .as('catalog')
