import type { ClientSession } from 'mongoose'
import { inject } from '@adonisjs/core'
import Mongo from '#app/platform/mongo/mongo'
import { inTransaction } from '#app/platform/mongo/transaction'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import CatalogRevision from '#app/catalog/cache/catalog_revision'

/** Makes changes of the catalog known to every process's cache. */
@inject()
export default class CatalogChanges {
  constructor(
    private mongo: Mongo,
    private revision: CatalogRevision,
    private cache: CatalogCache
  ) {}

  /**
   * Makes a change and a new revision in one transaction: there is both or neither. Changes take turns, since each
   * writes
   * the revision first: what one of them reads with its session stays true until it is done.
   *
   * @param change may run several times; each of its commands carries the session
   */
  async record<T>(change: (session: ClientSession) => Promise<T>): Promise<T> {
    try {
      const result = await inTransaction(this.mongo.connection, async (session) => {
        await this.revision.renew(session)
        return change(session)
      })
      await this.revision.announce()
      return result
    } finally {
      this.cache.expire()
    }
  }

  /** Makes a change that is too large for a transaction. Renews the revision even if the change fails half-way. */
  async recordLarge<T>(change: () => Promise<T>): Promise<T> {
    try {
      return await change()
    } finally {
      await this.revision.renew()
      await this.revision.announce()
      this.cache.expire()
    }
  }
}
