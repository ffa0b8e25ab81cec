import { HealthChecks } from '@adonisjs/core/health'
import { HttpContext } from '@adonisjs/core/http'
import { BaseSerializer } from '@adonisjs/core/transformers'
import type { ApplicationService } from '@adonisjs/core/types'
import type { ShieldConfig } from '@adonisjs/shield/types'
import { DbCheck } from '@adonisjs/lucid/database'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import CatalogRevision from '#app/catalog/cache/catalog_revision'
import Mongo from '#app/platform/mongo/mongo'
import MongoCheck from '#app/platform/mongo/mongo_check'
import PageSecurity from '#app/platform/page_security'

/** Answers are what the transformers give, with nothing around them. */
class ApiSerializer extends BaseSerializer<{ Wrap: undefined; PaginationMetaData: never }> {
  wrap: undefined

  definePaginationMetaData(): never {
    throw new Error('No call of the API is paginated')
  }
}

const serializer = new ApiSerializer()

export default class AppProvider {
  constructor(protected app: ApplicationService) {}

  register() {
    this.app.container.singleton(CatalogCache, async (resolver) => {
      return new CatalogCache(await resolver.make(CatalogRevision))
    })
    this.app.container.singleton(PageSecurity, () => {
      return new PageSecurity(this.app.config.get<ShieldConfig>('shield'))
    })
    this.app.container.singleton(HealthChecks, async (resolver) => {
      const db = await resolver.make('lucid.db')
      const mongo = await resolver.make(Mongo)
      return new HealthChecks().register([new DbCheck(db.connection()), new MongoCheck(mongo)])
    })
  }

  boot() {
    HttpContext.instanceProperty('serialize', function serialize(this: HttpContext, values: never) {
      return serializer.serialize(values, this.containerResolver) as never
    })
  }
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Turns transformers into JSON. */
    serialize: ApiSerializer['serialize']
  }
}
