import env from '#start/env'
import { defineConfig } from '@adonisjs/redis'
import { connectTimeoutInMs } from '#config/timeouts'

const url = new URL(env.get('REDIS_URL')?.release() ?? 'redis://127.0.0.1:6379')

/** Without `REDIS_URL`, the SQL database and this process's memory stand in for it. */
export const usesRedis = env.get('REDIS_URL') !== undefined

/** Connections open when they are first used: without `REDIS_URL` nothing uses one. */
const redisConfig = defineConfig({
  connection: 'main',
  connections: {
    main: {
      host: url.hostname,
      port: Number(url.port || 6379),
      username: decodeURIComponent(url.username) || undefined,
      password: decodeURIComponent(url.password) || undefined,
      db: Number(url.pathname.slice(1) || 0),
      tls: url.protocol === 'rediss:' ? {} : undefined,
      keyPrefix: '',
      /** A request that needs Redis while it is away is refused after two seconds or so, and not kept waiting. */
      connectTimeout: connectTimeoutInMs,
      commandTimeout: connectTimeoutInMs,
      /** A connection that a command got no answer on is dead: the next command gets a new one. */
      socketTimeout: connectTimeoutInMs,
      maxRetriesPerRequest: 1,
      retryStrategy: (attempts) => Math.min(attempts * 100, 1_000),
    },
  },
})

export default redisConfig

declare module '@adonisjs/redis/types' {
  export interface RedisConnections extends InferConnections<typeof redisConfig> {}
}
