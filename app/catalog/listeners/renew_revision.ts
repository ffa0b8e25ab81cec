import { inject } from '@adonisjs/core'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

/** Invalidates every process's catalog cache. */
@inject()
export default class RenewRevision implements OutboxListener<object> {
  constructor(private changes: CatalogChanges) {}

  async handle() {
    await this.changes.recordLarge(async () => {})
  }
}
