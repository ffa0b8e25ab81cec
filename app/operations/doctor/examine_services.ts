import { inject } from '@adonisjs/core'
import redis from '@adonisjs/redis/services/main'
import { usesRedis } from '#config/redis'
import CheckServices, { type ServiceState } from '#app/operations/queries/check_services'
import { type Finding, ok, warning } from '#app/operations/doctor/finding'

/** What to look at when a service does not answer. */
const REMEDIES: Record<string, string> = {
  'SQL': 'Start PostgreSQL, or correct DATABASE_URL or the DB_ variables.',
  'Documents': 'Start MongoDB, or correct MONGODB_URI; from the outside, its access list too.',
  'Rate limits': 'Start Redis, or correct REDIS_URL.',
  'Files': 'Correct S3_BUCKET, S3_ENDPOINT and AWS_REGION, and what the credentials may do there.',
  'Mail': 'Correct SMTP_URL, and let the port through.',
  'Payments': 'Correct RAZORPAY_KEY_ID and RAZORPAY_KEY_SECRET, and let HTTPS through.',
}

/** Whether each outside service, or its stand-in, answers; how fast; in which version. */
@inject()
export default class ExamineServices {
  constructor(private services: CheckServices) {}

  async handle(): Promise<Finding[]> {
    const states = await this.services.handle()
    const redisAnswers = states.some(({ uses, isHealthy }) => uses === 'Redis' && isHealthy)
    return [...states.map(findingOf), ...(redisAnswers ? await evictionOfRedis() : [])]
  }
}

function findingOf({ name, uses, isHealthy, detail, milliseconds }: ServiceState): Finding {
  return {
    check: name,
    state: isHealthy ? 'ok' : 'failed',
    detail: `${uses}: ${detail}`,
    remedy: isHealthy ? undefined : REMEDIES[name],
    milliseconds,
  }
}

/** Rate limits and locks of uploads must not be lost when memory runs short. */
async function evictionOfRedis(): Promise<Finding[]> {
  if (!usesRedis) return []
  const info = await redis.info('memory')
  const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1]
  if (policy === undefined) return []
  if (policy === 'noeviction') return [ok('Redis', 'Evicts nothing.')]
  const detail = `Its maxmemory-policy is ${policy}: rate limits and upload locks may be lost.`
  return [warning('Redis', detail, 'Set maxmemory-policy to noeviction.')]
}
