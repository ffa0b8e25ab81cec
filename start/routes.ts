import app from '@adonisjs/core/services/app'
import Capabilities from '#app/platform/capabilities'

/** Sequential, since of two routes that match a path the first one registered wins. */
const capabilities = await app.container.make(Capabilities)
for (const { routes } of capabilities.enabled) await routes?.()
