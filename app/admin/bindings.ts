import type { Container } from '@adonisjs/core/container'
import type { ContainerBindings } from '@adonisjs/core/types'
import Navigation from '#app/admin/layout/navigation'
import Capabilities from '#app/platform/capabilities'

export default function bind(container: Container<ContainerBindings>) {
  container.singleton(Navigation, async (resolver) => {
    return new Navigation(await resolver.make(Capabilities))
  })
}
