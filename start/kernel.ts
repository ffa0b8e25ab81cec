import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'
import { ID_PATTERN } from '#app/platform/ids'

server.errorHandler(() => import('#app/platform/exceptions/handler'))

/** In front of everything, so as little as possible; Vite's files come through it in development. */
server.use([
  () => import('@adonisjs/cors/cors_middleware'),
  ...(process.env.DEV_MODE ? [() => import('@adonisjs/vite/vite_middleware')] : []),
])

router.use([() => import('@adonisjs/core/bodyparser_middleware')])

export const middleware = router.named({
  page: () => import('#app/platform/middleware/page_middleware'),
  authenticate: () => import('#app/accounts/middleware/authenticate_middleware'),
  session: () => import('@adonisjs/session/session_middleware'),
  typedFields: () => import('#app/admin/frame/typed_fields_middleware'),
  shield: () => import('@adonisjs/shield/shield_middleware'),
  dashboard: () => import('#app/accounts/middleware/dashboard_middleware'),
  frame: () => import('#app/admin/frame/frame_middleware'),
  precompressed: () => import('#app/platform/middleware/precompressed_middleware'),
  files: () => import('@adonisjs/static/static_middleware'),
})

/** A malformed id names nothing: 404. */
for (const parameter of ['id', 'courseId']) {
  router.where(parameter, { match: ID_PATTERN, cast: (id) => id.toLowerCase() })
}
