import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { dashboardRoutes } from '#app/admin/layout/dashboard_group'

const { BoardMembers, BoardMessages } = controllers.admin.members

const NUMBER = { match: /^[1-9]\d{0,9}$/, cast: Number }

dashboardRoutes(() => {
  router
    .group(() => {
      router.get('', [BoardMessages, 'index']).as('index')
      router.post('messages/:number/remove', [BoardMessages, 'remove']).as('messages.remove')
      router.post('messages/:number/restore', [BoardMessages, 'restore']).as('messages.restore')
      router.get('people', [BoardMembers, 'index']).as('people.index')
      router.get('people/:number', [BoardMembers, 'show']).as('people.show')
      router.post('people/:number/role', [BoardMembers, 'assignRole']).as('people.role')
      router.post('people/:number/delete', [BoardMembers, 'destroy']).as('people.delete')
      router
        .post('people/:number/sessions/:session/end', [BoardMembers, 'endSession'])
        .as('people.sessions.end')
    })
    .prefix('members')
    .where('number', NUMBER)
    .as('members')
})
