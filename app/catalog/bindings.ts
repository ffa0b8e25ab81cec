import type { Container } from '@adonisjs/core/container'
import type { ContainerBindings } from '@adonisjs/core/types'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import CatalogRevision from '#app/catalog/cache/catalog_revision'

export default function bind(container: Container<ContainerBindings>) {
  container.singleton(CatalogCache, async (resolver) => {
    return new CatalogCache(await resolver.make(CatalogRevision))
  })
}
