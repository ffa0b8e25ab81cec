import type { ApplicationService } from '@adonisjs/core/types'
import Capabilities from '#app/platform/capabilities'
import { subscribe } from '#app/platform/outbox/subscriptions'

/** Loads the manifests of `start/capabilities.ts`. Must come before the providers that use them. */
export default class CapabilitiesProvider {
  constructor(protected app: ApplicationService) {}

  async boot() {
    const { default: loaders } = await import('#start/capabilities')
    const { systems } = await import('#config/app')
    const capabilities = await Capabilities.load(loaders, systems)
    this.app.container.singleton(Capabilities, () => capabilities)

    for (const { bindings } of capabilities.all) {
      const { default: bind } = (await bindings?.()) ?? {}
      bind?.(this.app.container)
    }
    subscribe(capabilities.subscriptions)
  }
}
