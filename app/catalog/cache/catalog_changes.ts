import { inject } from '@adonisjs/core'
import Outbox from '#app/platform/outbox/outbox'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import CatalogChanged from '#app/catalog/events/catalog_changed'

/** How long a change may take; if the process ends in it, other caches are old for that long. */
const GRACE = { seconds: 15 }

/** Makes changes of the catalog known to every process's cache. */
@inject()
export default class CatalogChanges {
  constructor(
    private outbox: Outbox,
    private cache: CatalogCache
  ) {}

  /** Makes a change, and tells the caches: even if this process ends in between, and even if the change fails half-way. */
  async record<T>(change: () => Promise<T>): Promise<T> {
    const intent = await this.outbox.intend(new CatalogChanged({}), GRACE)
    try {
      return await change()
    } finally {
      await this.outbox.settle(intent)
      this.cache.expire()
    }
  }
}
