import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { dashboardRoutes, guestRoutes } from '#app/admin/layout/dashboard_group'
import * as limits from '#app/accounts/limits'

const { SignIns, SignInCodes } = controllers.admin.session

guestRoutes(() => {
  router.get('sign-in', [SignIns, 'create']).as('sign_in')
  router.post('sign-in', [SignIns, 'store']).as('sign_in.store').use(limits.signIn)
  router.get('sign-in/code', [SignInCodes, 'create']).as('sign_in.code')
  router
    .post('sign-in/code', [SignInCodes, 'store'])
    .as('sign_in.code.store')
    .use(limits.secondFactor)
})

dashboardRoutes(() => {
  router.post('sign-out', [SignIns, 'destroy']).as('sign_out')
})
