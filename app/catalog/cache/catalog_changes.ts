import { inject } from '@adonisjs/core'
import Outbox from '#app/platform/outbox/outbox'
import CatalogChanged from '#app/catalog/events/catalog_changed'

/** Makes changes of the catalog known to every process's cache. */
@inject()
export default class CatalogChanges {
  constructor(private outbox: Outbox) {}

  /** Makes a change, and tells the caches: even if this process ends in between, and even if the change fails half-way. */
  async record<T>(change: () => Promise<T>): Promise<T> {
    const intent = await this.outbox.intend(new CatalogChanged({}))
    try {
      return await change()
    } finally {
      await this.outbox.settle(intent)
    }
  }
}
