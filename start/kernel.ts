import vine from '@vinejs/vine'
import app from '@adonisjs/core/services/app'
import { RequestValidator } from '@adonisjs/core/http'
import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'
import ApiSurfaces from '#app/platform/api/api_surfaces'

server.errorHandler(() => import('#app/platform/exceptions/handler'))

/** In front of everything, so as little as possible; Vite's files come through it in development. */
server.use([
  () => import('#app/platform/api/cors_middleware'),
  ...(process.env.DEV_MODE ? [() => import('@adonisjs/vite/vite_middleware')] : []),
])

router.use([() => import('#app/platform/api/body_parser_middleware')])

/** Each surface words invalid input in its own way. */
const surfaces = await app.container.make(ApiSurfaces)
RequestValidator.messagesProvider = ({ request }) =>
  surfaces.of(request.url()).messages ?? vine.messagesProvider
