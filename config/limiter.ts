import { configProvider } from '@adonisjs/core'
import env from '#start/env'
import { defineConfig, stores } from '@adonisjs/limiter'
import type { LimiterConsumptionOptions } from '@adonisjs/limiter/types'
import { limiterClient } from '#app/platform/sql/limiter_client'

const tableName = 'rate_limits'

/** Adapts the SQLite connection for the store. */
const sqliteStore = configProvider.create(async (app) => {
  const db = await app.container.make('lucid.db')
  const { default: LimiterDatabaseStore } = await import('@adonisjs/limiter/stores/database')
  return (options: LimiterConsumptionOptions) =>
    new LimiterDatabaseStore(limiterClient(db.connection()), {
      dbName: 'main',
      tableName,
      ...options,
    })
})

const isSqlite = !env.get('DATABASE_URL') && !env.get('DB_HOST')

const limiterConfig = defineConfig({
  default: env.get('REDIS_URL') ? 'redis' : 'database',
  stores: {
    redis: stores.redis({ connectionName: 'main' }),
    database: isSqlite ? sqliteStore : stores.database({ tableName }),
  },
})

/** Returns whether rate limits are enforced; load tests disable them. */
export const isLimiting = () => env.get('RATE_LIMITS') !== 'off'

export default limiterConfig

declare module '@adonisjs/limiter/types' {
  export interface LimitersList extends InferLimiters<typeof limiterConfig> {}
}
