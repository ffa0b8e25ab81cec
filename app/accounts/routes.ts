import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { OBJECT_ID } from '#app/platform/ids'
import { middleware } from '#start/kernel'
import * as limits from '#start/limiter'

const { Home, Passwords, Profile, Registrations, Sessions, Users } = controllers.accounts

router.get('/', [Home, 'show']).as('accounts.home').use(middleware.page())

router
  .group(() => {
    router.post('register', [Registrations, 'store']).as('register').use(limits.registration)
    router.post('verify', [Registrations, 'verify']).as('verify')
    router.post('resend', [Registrations, 'resend']).as('resend')
    router
      .post('login', [Sessions, 'store'])
      .as('login')
      .use([limits.signInByAddress, limits.signInByAccount])
    router.post('forgot', [Passwords, 'forgot']).as('forgot').use(limits.passwordReset)
    router.post('reset', [Passwords, 'reset']).as('reset')

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
