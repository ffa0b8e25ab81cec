import { inject } from '@adonisjs/core'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import CatalogRevision from '#app/catalog/cache/catalog_revision'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

/** Makes every process's cache of the catalog old. */
@inject()
export default class BumpRevision implements OutboxListener<object> {
  constructor(
    private revision: CatalogRevision,
    private cache: CatalogCache
  ) {}

  async handle() {
    await this.revision.bump()
    this.cache.expire()
  }
}
