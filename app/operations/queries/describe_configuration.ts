import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import env from '#start/env'

type Name = Parameters<typeof env.get>[0]

/** What is shown as it is set. A new setting gets a line here or below. */
const OPEN: Name[] = [
  'NODE_ENV',
  'HOST',
  'PORT',
  'APP_URL',
  'FRONTEND_URL',
  'TRUSTED_PROXIES',
  'LOG_LEVEL',
  'DATA_DIR',
  'ALLOW_EMBEDDED',
  'SYSTEMS',
  'RATE_LIMITS',
  'TOKEN_TTL',
  'ACTIVATION_TTL',
  'RESET_TTL',
  'MEDIA_URL_TTL',
  'SHUTDOWN_GRACE',
  'UPLOAD_SILENCE',
  'MAX_LECTURE_BYTES',
  'S3_BUCKET',
  'AWS_REGION',
  'MAIL_FROM',
]

/** Of these it is only told whether they are set: they are secrets, or addresses that may hold one. */
const HIDDEN: Name[] = [
  'APP_KEY',
  'DATABASE_URL',
  'DB_HOST',
  'DB_PORT',
  'DB_NAME',
  'DB_USER',
  'DB_PASSWORD',
  'DB_SECRET_ARN',
  'PARAM_HOST_PATH',
  'PARAM_DB_NAME_PATH',
  'PARAM_USER_PATH',
  'MONGODB_URI',
  'REDIS_URL',
  'S3_ENDPOINT',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'CDN_KEY_ID',
  'CDN_PRIVATE_KEY',
  'SMTP_URL',
  'RAZORPAY_KEY_ID',
  'RAZORPAY_KEY_SECRET',
  'RAZORPAY_BASE_URL',
]

/** What runs, and how it is configured, without secrets. */
export default class DescribeConfiguration {
  async handle() {
    const { version, dependencies } = JSON.parse(
      await readFile(app.makePath('package.json'), 'utf8')
    )
    return {
      versions: [
        { name: 'Theta', version },
        { name: 'AdonisJS', version: dependencies['@adonisjs/core'] },
        { name: 'Node.js', version: process.versions.node },
        { name: 'V8', version: process.versions.v8 },
      ],
      startedAt: new Date(Date.now() - process.uptime() * 1000),
      memoryInBytes: process.memoryUsage.rss(),
      settings: [
        ...OPEN.map((name) => ({ name, value: textOf(env.get(name)) })),
        ...HIDDEN.map((name) => ({ name, value: env.get(name) ? 'Set, not shown' : null })),
      ],
    }
  }
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === '') return null
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : null
  return String(value)
}
