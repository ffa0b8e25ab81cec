import { Types, type ClientSession } from 'mongoose'
import type { Logger } from '@adonisjs/core/logger'
import db from '@adonisjs/lucid/services/db'
import type { RedisService } from '@adonisjs/redis/types'
import type Mongo from '#app/platform/mongo/mongo'
import { keepSubscribed } from '#app/platform/redis/keep_subscribed'
import type SqlReader from '#app/platform/sql/sql_reader'

const CHANNEL = 'theta:catalog:changed'

/** Location of the revision: in the courses' database, so that one transaction can change both. */
export const REVISIONS = 'catalog_revisions'
const ID = 'catalog'

interface RevisionDocument {
  _id: string
  revision: Types.ObjectId
}

/**
 * Identifies a state of the catalog: every change, in any process, gives it a new random value. It is not a counter,
 * because a restored backup could then reuse old values.
 */
export default class CatalogRevision {
  /** @param redis optional; notifies other processes of a change at once */
  constructor(
    private mongo: Mongo,
    private sql: SqlReader,
    private logger: Logger,
    private redis?: RedisService
  ) {}

  /**
   * The previous release kept a counter in SQL. Both are read and written while processes of both releases may be
   * running.
   */
  async current(): Promise<string> {
    const [document, row] = await Promise.all([
      this.collection().findOne({ _id: ID }),
      this.sql.first<{ revision: number }>(
        'select revision from catalog_revisions where id = 1',
        []
      ),
    ])
    return `${document?.revision.toHexString() ?? 'none'} ${row?.revision ?? 'none'}`
  }

  /** Writes a new revision in the session's transaction. Call `announce` after the commit. */
  async renew(session?: ClientSession): Promise<void> {
    const $set = { revision: new Types.ObjectId() }
    await this.collection().updateOne({ _id: ID }, { $set }, { upsert: true, session })
  }

  /** Announces a new revision to processes of the previous release and, with Redis, to all processes. */
  async announce(): Promise<void> {
    await db.from('catalog_revisions').where('id', 1).increment('revision', 1)
    this.redis
      ?.publish(CHANNEL, '')
      .catch((error) => this.logger.warn({ err: error }, 'a change of the catalog not announced'))
  }

  /** Calls back when a process announces a revision. Does nothing without Redis; poll the revision instead. */
  onAnnouncement(callback: () => void): void {
    if (!this.redis) return
    keepSubscribed(this.redis, CHANNEL)
    this.redis.subscribe(CHANNEL, callback)
  }

  private collection() {
    return this.mongo.connection.collection<RevisionDocument>(REVISIONS)
  }
}
