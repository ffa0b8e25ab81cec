import { Types, type ClientSession } from 'mongoose'
import type { Logger } from '@adonisjs/core/logger'
import db from '@adonisjs/lucid/services/db'
import type { RedisService } from '@adonisjs/redis/types'
import type Mongo from '#app/platform/mongo/mongo'

const CHANNEL = 'theta:catalog:changed'

/** Where the revision is: next to courses and lectures, so that one transaction changes both. */
export const REVISIONS = 'catalog_revisions'
const ID = 'catalog'

interface RevisionDocument {
  _id: string
  revision: Types.ObjectId
}

/**
 * Names a state of the catalog: every change gives it another name, in whichever process it is made. It is no counter, so
 * that a restored backup never gets a name that was in use before.
 */
export default class CatalogRevision {
  /** @param redis tells other processes of a change at once, where there is one */
  constructor(
    private mongo: Mongo,
    private logger: Logger,
    private redis?: RedisService
  ) {}

  /**
   * The release before this one kept a counter in SQL. As long as its processes may serve next to those of this one, both
   * are read and written.
   */
  async current(): Promise<string> {
    const [document, row] = await Promise.all([
      this.collection().findOne({ _id: ID }),
      db.from('catalog_revisions').where('id', 1).select('revision').firstOrFail(),
    ])
    return `${document?.revision.toHexString() ?? 'none'} ${row.revision}`
  }

  /** Begins a new revision, which is there once the session's transaction is committed. `announce` comes after that. */
  async renew(session?: ClientSession): Promise<void> {
    const $set = { revision: new Types.ObjectId() }
    await this.collection().updateOne({ _id: ID }, { $set }, { upsert: true, session })
  }

  /** Tells processes of the release before this one, and with Redis everyone, that there is a new revision. */
  async announce(): Promise<void> {
    await db.from('catalog_revisions').where('id', 1).increment('revision', 1)
    this.redis
      ?.publish(CHANNEL, '')
      .catch((error) => this.logger.warn({ err: error }, 'a change of the catalog not announced'))
  }

  /** Calls back when a process has announced a revision. Without Redis, the revision has to be asked for. */
  onAnnouncement(callback: () => void): void {
    this.redis?.subscribe(CHANNEL, callback)
  }

  private collection() {
    return this.mongo.connection.collection<RevisionDocument>(REVISIONS)
  }
}
