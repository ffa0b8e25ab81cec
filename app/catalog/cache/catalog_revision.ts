import env from '#start/env'
import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import redis from '@adonisjs/redis/services/main'

const CHANNEL = 'theta:catalog:changed'

/** The number that grows with each change of the catalog, in whichever process it was made. */
export default class CatalogRevision {
  async current(): Promise<number> {
    const row = await db.from('catalog_revisions').where('id', 1).select('revision').firstOrFail()
    return Number(row.revision)
  }

  async bump(): Promise<void> {
    await db.from('catalog_revisions').where('id', 1).increment('revision', 1)
    if (env.get('REDIS_URL')) this.announce()
  }

  /** Calls back when a process has bumped the revision. Needs Redis; without, the revision has to be asked for. */
  onBump(callback: () => void): void {
    if (env.get('REDIS_URL')) redis.subscribe(CHANNEL, callback)
  }

  /** Nobody waits for it, nor minds if it fails: it only makes quicker what every process finds out by itself. */
  private announce() {
    redis
      .publish(CHANNEL, '')
      .catch((error) => logger.warn({ err: error }, 'a change of the catalog not announced'))
  }
}
