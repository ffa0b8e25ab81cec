import env from '#start/env'
import { hostOf } from '#start/addresses'
import { defineConfig } from '@adonisjs/redis'
import { connectTimeoutInMs } from '#config/timeouts'

const url = new URL(env.get('REDIS_URL')?.release() ?? 'redis://127.0.0.1:6379')

/** Without `REDIS_URL`, the SQL database and process memory replace Redis. */
export const usesRedis = env.get('REDIS_URL') !== undefined

/** Connections are opened on first use; without `REDIS_URL` nothing uses one. */
const redisConfig = defineConfig({
  connection: 'main',
  connections: {
    main: {
      host: hostOf(url),
      port: Number(url.port || 6379),
      username: decodeURIComponent(url.username) || undefined,
      password: decodeURIComponent(url.password) || undefined,
      db: Number(url.pathname.slice(1) || 0),
      tls: url.protocol === 'rediss:' ? {} : undefined,
      keyPrefix: '',
      /**
       * Fails a request after about two seconds while Redis is unavailable, instead of blocking it.
       */
      connectTimeout: connectTimeoutInMs,
      commandTimeout: connectTimeoutInMs,
      /**
       * Closes a connection on which a command timed out, so that the next command opens a new one.
       */
      socketTimeout: connectTimeoutInMs,
      maxRetriesPerRequest: 1,
      /** `keepSubscribed` does it: the driver would not handle a failure. */
      autoResubscribe: false,
      retryStrategy: (attempts) => Math.min(attempts * 100, 1_000),
    },
  },
})

export default redisConfig

declare module '@adonisjs/redis/types' {
  export interface RedisConnections extends InferConnections<typeof redisConfig> {}
}
