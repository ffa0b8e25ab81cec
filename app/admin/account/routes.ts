import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { dashboardRoutes } from '#app/admin/layout/dashboard_group'
import { OBJECT_ID } from '#app/platform/ids'
import * as limits from '#app/accounts/limits'

const { Account, OwnPassword, OwnSecondFactor, OtherSecondFactor, OwnSessions } =
  controllers.admin.account

dashboardRoutes(() => {
  router
    .group(() => {
      router.get('', [Account, 'show']).as('show')
      router.post('password', [OwnPassword, 'update']).as('password').use(limits.ownPassword)

      router
        .group(() => {
          router.get('', [OwnSecondFactor, 'create']).as('create')
          router.post('', [OwnSecondFactor, 'store']).as('store').use(limits.ownPassword)
          router.post('codes', [OwnSecondFactor, 'renew']).as('renew').use(limits.ownPassword)
          router.post('remove', [OwnSecondFactor, 'destroy']).as('remove').use(limits.ownPassword)
          router.get('other', [OtherSecondFactor, 'create']).as('other')
          router
            .post('other', [OtherSecondFactor, 'store'])
            .as('other.store')
            .use(limits.ownPassword)
        })
        .prefix('second-factor')
        .as('second_factor')

      router.post('sessions/end', [OwnSessions, 'endOthers']).as('sessions.end_others')
      router
        .post('sessions/:id/end', [OwnSessions, 'end'])
        .as('sessions.end')
        .where('id', OBJECT_ID)
    })
    .prefix('account')
    .as('account')
})
