import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { OBJECT_ID } from '#app/platform/ids'
import * as limits from '#app/accounts/limits'
import { middleware } from '#app/accounts/middleware'
import { middleware as pageMiddleware } from '#app/platform/middleware'

const { Home, Passwords, Profile, Registrations, Sessions, Users } = controllers.accounts

router
  .get('/', [Home, 'show'])
  .as('accounts.home')
  .use([pageMiddleware.compression(), pageMiddleware.page()])

router
  .group(() => {
    router.post('register', [Registrations, 'store']).as('register').use(limits.registration)
    router.post('verify', [Registrations, 'verify']).as('verify').use(limits.verification)
    router.post('resend', [Registrations, 'resend']).as('resend').use(limits.resending)
    router.post('login', [Sessions, 'store']).as('login').use(limits.signIn)
    router.post('forgot', [Passwords, 'forgot']).as('forgot').use(limits.forgottenPassword)
    router.post('reset', [Passwords, 'reset']).as('reset').use(limits.passwordReset)

    router
      .group(() => {
        router.get('me', [Profile, 'show']).as('me')
        router.post('logout', [Sessions, 'destroy']).as('logout')
        router.put(':id', [Users, 'update']).as('toggle_role').where('id', OBJECT_ID)
      })
      .use(middleware.authenticate())
  })
  .prefix('api/user')
  .as('accounts')

router.get('api/users', [Users, 'index']).as('accounts.users').use(middleware.authenticate())
