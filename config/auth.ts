import { defineConfig } from '@adonisjs/auth'
import type {} from '@adonisjs/auth/initialize_auth_middleware' // declares `auth` on the HTTP context
import type { Authenticators, InferAuthEvents } from '@adonisjs/auth/types'
import { configProvider } from '@adonisjs/core'
import Capabilities from '#app/platform/capabilities'

/**
 * Collects the guards of the capabilities. Auth requires a default, which code must not rely on:
 * every call names its guard.
 */
export default configProvider.create(async (app) => {
  const capabilities = await app.container.make(Capabilities)
  const guards = await capabilities.loadGuards()
  return defineConfig({ default: 'api', guards }).resolver(app)
})

declare module '@adonisjs/core/types' {
  interface EventsList extends InferAuthEvents<Authenticators> {}
}
