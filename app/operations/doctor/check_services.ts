import { inject } from '@adonisjs/core'
import redis from '@adonisjs/redis/services/main'
import { usesRedis } from '#config/redis'
import DescribeServices, { type ServiceState } from '#app/operations/queries/describe_services'
import { type CheckResult, ok, warning } from '#app/operations/doctor/check_result'

/** Checks that each external service or its stand-in responds, with response time and version. */
@inject()
export default class CheckServices {
  constructor(private services: DescribeServices) {}

  async handle(): Promise<CheckResult[]> {
    const states = await this.services.handle()
    const redisAnswers = states.some(({ uses, isHealthy }) => uses === 'Redis' && isHealthy)
    return [...states.map(resultOf), ...(redisAnswers ? await evictionOfRedis() : [])]
  }
}

function resultOf({
  name,
  uses,
  remedy,
  isHealthy,
  detail,
  milliseconds,
}: ServiceState): CheckResult {
  return {
    check: name,
    state: isHealthy ? 'ok' : 'failed',
    detail: `${uses}: ${detail}`,
    remedy: isHealthy ? undefined : remedy,
    milliseconds,
  }
}

/** Rate limits and upload locks must not be evicted when memory runs short. */
async function evictionOfRedis(): Promise<CheckResult[]> {
  if (!usesRedis) return []
  const info = await redis.info('memory')
  const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1]
  if (policy === undefined) return []
  if (policy === 'noeviction') return [ok('Redis', 'Eviction is disabled.')]
  const detail = `Its maxmemory-policy is ${policy}: rate limits and upload locks may be lost.`
  return [warning('Redis', detail, 'Set maxmemory-policy to noeviction.')]
}
