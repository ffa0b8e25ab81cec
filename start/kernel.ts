import vine from '@vinejs/vine'
import app from '@adonisjs/core/services/app'
import { RequestValidator } from '@adonisjs/core/http'
import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'
import ApiSurfaces from '#app/platform/api/api_surfaces'

server.errorHandler(() => import('#app/platform/exceptions/handler'))

/**
 * Runs for every request, so it contains as little as possible. In development it also serves
 * Vite's files.
 */
server.use([
  () => import('#app/platform/api/cors_middleware'),
  ...(process.env.DEV_MODE ? [() => import('@adonisjs/vite/vite_middleware')] : []),
])

router.use([() => import('#app/platform/api/body_parser_middleware')])

/** Each surface has its own messages for invalid input. */
const surfaces = await app.container.make(ApiSurfaces)
RequestValidator.messagesProvider = ({ request }) =>
  surfaces.of(request.url()).messages ?? vine.messagesProvider
