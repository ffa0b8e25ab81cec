import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import redis from '@adonisjs/redis/services/main'
import { usesS3 } from '#config/drive'
import { smtp } from '#config/mail'
import mongoConfig from '#config/mongo'
import payments from '#config/payments'
import { usesRedis } from '#config/redis'
import FileStore from '#app/media/file_store'
import PaymentGateway from '#app/payments/gateways/payment_gateway'
import { reachMailServer } from '#app/platform/mail/mail_server'
import Mongo from '#app/platform/mongo/mongo'
import { answerWithin } from '#app/platform/patience'

export interface ServiceState {
  name: string
  /** What plays the part: the service itself, or a stand-in. */
  uses: string
  isHealthy: boolean
  /** The version where it tells one, else what is wrong. */
  detail: string
  milliseconds: number
}

interface Service {
  name: string
  uses: string
  /** @returns what is worth telling of a service that works */
  ask: () => Promise<string>
}

/** Longer than this is as good as no answer to someone who waits for the page. */
const PATIENCE_IN_MS = 3_000

/** Asks each outside service for a sign of life, all at once. */
@inject()
export default class CheckServices {
  constructor(
    private mongo: Mongo,
    private files: FileStore,
    private gateway: PaymentGateway
  ) {}

  handle(): Promise<ServiceState[]> {
    return Promise.all(this.services().map((service) => check(service)))
  }

  private services(): Service[] {
    const isPostgres = db.connection().dialect.name === 'postgres'
    return [
      {
        name: 'SQL',
        uses: isPostgres ? 'PostgreSQL' : 'SQLite',
        ask: () => sqlVersion(isPostgres),
      },
      {
        name: 'Documents',
        uses: mongoConfig.uri ? 'MongoDB' : 'Embedded, MongoDB-compatible',
        ask: () => this.mongoVersion(),
      },
      {
        name: 'Rate limits',
        uses: usesRedis ? 'Redis' : 'SQL database',
        ask: redisVersion,
      },
      {
        name: 'Files',
        uses: usesS3 ? 'S3' : 'File system',
        ask: () => this.reachFiles(),
      },
      { name: 'Mail', uses: smtp ? 'SMTP' : 'Files (.eml)', ask: greetMailServer },
      {
        name: 'Payments',
        uses: payments.razorpay ? 'Razorpay' : 'Sandbox',
        ask: () => this.pingGateway(),
      },
    ]
  }

  private async mongoVersion(): Promise<string> {
    const { version } = await this.mongo.connection.getClient().db().command({ buildInfo: 1 })
    return `Version ${version}`
  }

  private async reachFiles(): Promise<string> {
    await this.files.reach()
    return 'Answers'
  }

  private async pingGateway(): Promise<string> {
    await this.gateway.ping()
    return 'Answers'
  }
}

async function check({ name, uses, ask }: Service): Promise<ServiceState> {
  const begun = performance.now()
  const told = await answerWithin(PATIENCE_IN_MS, ask()).then(
    (detail) => ({ isHealthy: true, detail }),
    (error: Error) => ({ isHealthy: false, detail: error.message || 'It does not answer' })
  )
  return { name, uses, ...told, milliseconds: Math.round(performance.now() - begun) }
}

async function sqlVersion(isPostgres: boolean): Promise<string> {
  if (!isPostgres) {
    const [{ version }] = await db.rawQuery('select sqlite_version() as version')
    return `Version ${version}`
  }
  const { rows } = await db.rawQuery('show server_version')
  return `Version ${rows[0].server_version}`
}

async function redisVersion(): Promise<string> {
  if (!usesRedis) return 'Part of the SQL database'
  const info = await redis.info('server')
  return `Version ${/redis_version:(\S+)/.exec(info)?.[1] ?? 'unknown'}`
}

async function greetMailServer(): Promise<string> {
  if (!smtp) return 'In the data folder'
  await reachMailServer(smtp)
  return 'Answers'
}
