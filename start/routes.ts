import app from '@adonisjs/core/services/app'
import Capabilities from '#app/platform/capabilities'

/** One after the other: of two routes that match a path, the one registered first is taken. */
const capabilities = await app.container.make(Capabilities)
for (const { routes } of capabilities.enabled) await routes?.()
