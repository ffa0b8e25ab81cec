import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { PREFIXES } from '#app/members/api'
import '#app/members/board/routes'
import * as limits from '#app/members/limits'
import { middleware } from '#app/members/middleware'

const { Avatars, Members, Profile, Registrations, Sessions, Tokens } = controllers.members

for (const [version, prefix] of Object.entries(PREFIXES)) {
  router
    .group(() => {
      router.group(authRoutes).prefix('auth').as('auth')
      router.group(ownRoutes).prefix('users').as('users')
      router.group(administratorRoutes).prefix('users').as('members')
    })
    .prefix(prefix)
    .as(`members.${version}`)
}

function authRoutes() {
  router.post('register', [Registrations, 'store']).as('register').use(limits.registration)
  router.post('login', [Tokens, 'store']).as('login').use(limits.signIn)
  router.post('refresh', [Tokens, 'refresh']).as('refresh').use(limits.session)
  router.delete('logout', [Tokens, 'destroy']).as('logout').use(limits.session)

  router
    .get('sessions', [Sessions, 'index'])
    .as('sessions')
    .use([middleware.member(), middleware.refreshCookie(), middleware.csrf()])
  router
    .delete('sessions', [Sessions, 'destroyOthers'])
    .as('end_sessions')
    .use([middleware.member(), middleware.refreshCookie(), middleware.csrf()])
  router
    .delete('sessions/:sessionId', [Sessions, 'destroy'])
    .as('end_session')
    .use([middleware.member(), middleware.csrf()])
}

/** Routes for the member's own account. */
function ownRoutes() {
  router
    .group(() => {
      router.patch('', [Profile, 'update']).as('update').use(limits.writing)
      router
        .patch('reset-password', [Profile, 'updatePassword'])
        .as('password')
        .use(limits.password)
      router.patch('role', [Profile, 'join']).as('join').use(limits.secret)
      router.patch('avatar', [Avatars, 'update']).as('avatar').use(limits.writing)
      router.delete('avatar', [Avatars, 'destroy']).as('remove_avatar').use(limits.writing)
      router.delete('', [Profile, 'destroy']).as('delete')
    })
    .use([middleware.member(), middleware.csrf()])
}

/** Routes of `/users` for administrators of the message board. */
function administratorRoutes() {
  const administrator = middleware.role({ atLeast: 'ADMIN' })
  router.get('', [Members, 'index']).as('index').use([middleware.member(), administrator])
  router
    .group(() => {
      router.patch('role/:username', [Members, 'updateRole']).as('role')
      router.delete(':username', [Members, 'destroy']).as('delete')
    })
    .use([middleware.member(), middleware.csrf(), administrator])
}
