import type { Container } from '@adonisjs/core/container'
import type { ContainerBindings } from '@adonisjs/core/types'
import PageSecurity from '#app/platform/page_security'

export default function bind(container: Container<ContainerBindings>) {
  container.singleton(PageSecurity, async () => {
    const { default: config } = await import('#config/shield')
    return new PageSecurity(config)
  })
}
