import redis from '@adonisjs/redis/services/main'
import { usesRedis } from '#config/redis'
import ServiceCheck from '#app/platform/health/service_check'

export default class RedisCheck extends ServiceCheck {
  readonly name = 'Redis'
  readonly uses = usesRedis ? 'Redis' : 'SQL database'
  readonly remedy = 'Start Redis, or correct REDIS_URL.'
  readonly isNeeded = usesRedis

  async ask() {
    if (!usesRedis) return 'Part of the SQL database'
    const info = await redis.info('server')
    return `Version ${/redis_version:(\S+)/.exec(info)?.[1] ?? 'unknown'}`
  }
}
