import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { PREFIXES } from '#app/members/api'
import * as limits from '#app/members/limits'
import { middleware } from '#app/members/middleware'

const { Bookmarks, Dispatches, Events, Healthchecks, Likes, Messages } = controllers.members

const atLeastMember = () => middleware.role({ atLeast: 'MEMBER' })
const signedIn = () => [middleware.member(), middleware.csrf()]

for (const [version, prefix] of Object.entries(PREFIXES)) {
  router
    .group(() => {
      router.group(messageRoutes).prefix('messages').as('messages')
      router.group(bookmarkRoutes).prefix('users/bookmarks').as('bookmarks')
      router.get('events', [Events, 'show']).as('events')
      router
        .post('events/internal/dispatch', [Dispatches, 'store'])
        .as('dispatch')
        .use(limits.dispatch)
      router
        .get(':service/healthcheck', [Healthchecks, 'show'])
        .as('healthcheck')
        .where('service', { match: /^(auth|users|messages|events)$/ })
    })
    .prefix(prefix)
    .as(`members.${version}`)
}
router.get(`${PREFIXES.v1}/healthcheck`, [Healthchecks, 'empty']).as('members.v1.health')

function messageRoutes() {
  router.get('public', [Messages, 'public']).as('public')
  router.get('', [Messages, 'index']).as('index').use([middleware.member(), atLeastMember()])
  router
    .post('', [Messages, 'store'])
    .as('store')
    .use([...signedIn(), limits.writing])
  router
    .patch(':messageId', [Messages, 'update'])
    .as('update')
    .use([...signedIn(), atLeastMember(), limits.writing])
  router
    .delete(':messageId', [Messages, 'destroy'])
    .as('destroy')
    .use([...signedIn(), limits.writing])
  router
    .group(() => {
      router.post('', [Likes, 'store']).as('like')
      router.delete('', [Likes, 'destroy']).as('unlike')
    })
    .prefix(':messageId/like')
    .use([...signedIn(), atLeastMember(), limits.writing])
}

function bookmarkRoutes() {
  router.get('', [Bookmarks, 'index']).as('index').use([middleware.member(), atLeastMember()])
  router
    .group(() => {
      router.post('', [Bookmarks, 'store']).as('store')
      router.delete('', [Bookmarks, 'destroy']).as('destroy')
    })
    .prefix(':messageId')
    .use([...signedIn(), atLeastMember(), limits.writing])
}
