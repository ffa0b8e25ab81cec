import { inject } from '@adonisjs/core'
import redis from '@adonisjs/redis/services/main'
import { usesRedis } from '#config/redis'
import CheckServices, { type ServiceState } from '#app/operations/queries/check_services'
import { type Finding, ok, warning } from '#app/operations/doctor/finding'

/** Checks that each external service or its stand-in responds, with response time and version. */
@inject()
export default class ExamineServices {
  constructor(private services: CheckServices) {}

  async handle(): Promise<Finding[]> {
    const states = await this.services.handle()
    const redisAnswers = states.some(({ uses, isHealthy }) => uses === 'Redis' && isHealthy)
    return [...states.map(findingOf), ...(redisAnswers ? await evictionOfRedis() : [])]
  }
}

function findingOf({ name, uses, remedy, isHealthy, detail, milliseconds }: ServiceState): Finding {
  return {
    check: name,
    state: isHealthy ? 'ok' : 'failed',
    detail: `${uses}: ${detail}`,
    remedy: isHealthy ? undefined : remedy,
    milliseconds,
  }
}

/** Rate limits and upload locks must not be evicted when memory runs short. */
async function evictionOfRedis(): Promise<Finding[]> {
  if (!usesRedis) return []
  const info = await redis.info('memory')
  const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1]
  if (policy === undefined) return []
  if (policy === 'noeviction') return [ok('Redis', 'Evicts nothing.')]
  const detail = `Its maxmemory-policy is ${policy}: rate limits and upload locks may be lost.`
  return [warning('Redis', detail, 'Set maxmemory-policy to noeviction.')]
}
