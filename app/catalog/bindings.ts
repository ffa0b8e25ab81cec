import type { Container } from '@adonisjs/core/container'
import { Logger } from '@adonisjs/core/logger'
import type { ContainerBindings } from '@adonisjs/core/types'
import { usesRedis } from '#config/redis'
import Mongo from '#app/platform/mongo/mongo'
import SqlReader from '#app/platform/sql/sql_reader'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import CatalogRevision from '#app/catalog/cache/catalog_revision'

export default function bind(container: Container<ContainerBindings>) {
  container.singleton(CatalogRevision, async (resolver) => {
    const redis = usesRedis ? await resolver.make('redis') : undefined
    const [mongo, sql] = [await resolver.make(Mongo), await resolver.make(SqlReader)]
    return new CatalogRevision(mongo, sql, await resolver.make(Logger), redis)
  })
  container.singleton(CatalogCache, async (resolver) => {
    return new CatalogCache(await resolver.make(CatalogRevision))
  })
}
