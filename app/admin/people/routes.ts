import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { dashboardRoutes } from '#app/admin/layout/dashboard_group'
import * as limits from '#app/accounts/limits'
import { OBJECT_ID } from '#app/platform/ids'

const {
  AddedPeople,
  Enrollments,
  People,
  PeopleImports,
  PersonAccess,
  PersonAccount,
  PersonData,
  PersonSessions,
} = controllers.admin.people

dashboardRoutes(() => {
  router
    .group(() => {
      router.get('', [People, 'index']).as('index')
      router.get('export', [People, 'export']).as('export_all')
      router.get('add', [AddedPeople, 'create']).as('create')
      router.post('add', [AddedPeople, 'store']).as('store').use(limits.mailByAdministrator)
      router.get('import', [PeopleImports, 'create']).as('import')
      router.post('import', [PeopleImports, 'preview']).as('import.preview')
      router
        .post('import/confirm', [PeopleImports, 'store'])
        .as('import.store')
        .use(limits.peopleImport)

      router.get(':id', [People, 'show']).as('show')
      router.post(':id/details', [PersonAccount, 'update']).as('details')
      router
        .post(':id/password-reset', [PersonAccount, 'offerPasswordReset'])
        .as('password_reset')
        .use(limits.mailByAdministrator)
      router
        .post(':id/second-factor/reset', [PersonAccount, 'resetSecondFactor'])
        .as('second_factor.reset')
      router.get(':id/export', [PersonData, 'show']).as('export')
      router.post(':id/erase', [PersonData, 'destroy']).as('erase')
      router.post(':id/role', [PersonAccess, 'assignRole']).as('role')
      router.post(':id/block', [PersonAccess, 'block']).as('block')
      router.post(':id/unblock', [PersonAccess, 'unblock']).as('unblock')

      router.get(':id/courses/grant', [Enrollments, 'create']).as('enrollments.create')
      router.post(':id/courses/grant', [Enrollments, 'store']).as('enrollments.store')
      router.post(':id/courses/:courseId/mail', [Enrollments, 'mail']).as('enrollments.mail')
      router
        .post(':id/courses/:courseId/revoke', [Enrollments, 'destroy'])
        .as('enrollments.destroy')

      router.post(':id/sessions/end', [PersonSessions, 'endAll']).as('sessions.end_all')
      router.post(':id/sessions/:session/end', [PersonSessions, 'end']).as('sessions.end')
      router.post(':id/tokens/:token/end', [PersonSessions, 'endToken']).as('tokens.end')
    })
    .prefix('people')
    .where('id', OBJECT_ID)
    .where('courseId', OBJECT_ID)
    .where('session', OBJECT_ID)
    .where('token', { match: /^[1-9]\d{0,8}$/ })
    .as('people')
})
