import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Env, type errors } from '@adonisjs/core/env'
import string from '@adonisjs/core/helpers/string'
import DatabaseSecret from '#app/platform/aws/database_secret'
import { findDatabase } from '#app/platform/aws/find_database'
import proxyAddr from 'proxy-addr'
import StartRefused from '#app/platform/exceptions/start_refused'
import DatabasePassword from '#app/platform/sql/database_password'
import { origin, origins, serviceUrl } from './addresses.js'
import { prepareDataFolder } from './data_folder.js'
import { projectRoot } from './project_root.js'
import * as seller from './seller_settings.js'

/** Parses a duration such as `15 days` or `5m` to seconds; NaN if invalid. */
function secondsOf(text: string): number {
  try {
    return string.seconds.parse(text)
  } catch {
    return Number.NaN
  }
}

/** Duration, converted to seconds. */
function duration(fallback: string) {
  return (name: string, value?: string): number => {
    const seconds = secondsOf(value || fallback)
    if (!Number.isFinite(seconds) || seconds <= 0) {
      throw new Error(`${name} must be a duration such as "5 minutes"`)
    }
    return seconds
  }
}

/** Duration of at most a minute; may be 0. */
function pause(fallback: string) {
  return (name: string, value?: string): number => {
    if ((value || fallback) === '0') return 0
    const seconds = secondsOf(value || fallback)
    if (!(seconds >= 0 && seconds <= 60)) {
      throw new Error(`${name} must be a duration such as "5 seconds", one minute at most`)
    }
    return seconds
  }
}

/** Size such as `2gb`, converted to bytes. */
function size(fallback: string) {
  return (name: string, value?: string): number => {
    const bytes = string.bytes.parse(value || fallback)
    if (!bytes || bytes < 0) throw new Error(`${name} must be a size such as "2gb"`)
    return bytes
  }
}

/** Port to listen on; 0 chooses a free one. */
function port(name: string, value?: string): number | undefined {
  if (!value) return undefined
  const number = Number(value)
  if (!Number.isInteger(number) || number < 0 || number > 65_535) {
    throw new Error(`${name} must be a whole number from 0 to 65535`)
  }
  return number
}

/** Whole number of rupees, at least one. */
function rupees(fallback: number) {
  return (name: string, value?: string): number => {
    if (!value) return fallback
    if (/^[1-9]\d{0,7}$/.test(value)) return Number(value)
    throw new Error(`${name} must be a whole number of rupees from 1 to 99999999`)
  }
}

/** Comma-separated list; empty if unset. */
function list(_name: string, value?: string): string[] {
  return (value ?? '').split(',').flatMap((part) => part.trim() || [])
}

/** Addresses, networks and names of proxies. */
function proxies(name: string, value?: string): string[] {
  const all = list(name, value)
  try {
    proxyAddr.compile(all)
  } catch {
    throw new Error(
      `${name} must list addresses, networks or names such as "10.0.0.0/16, loopback"`
    )
  }
  return all
}

/** Application key. The cipher requires 16 characters; longer keys are better. */
function key(name: string, value?: string) {
  const secret = schema.secret()(name, value)
  if (secret.release().length < 16) throw new Error(`${name} must have at least 16 characters`)
  return secret
}

/** @throws {StartRefused} that names every missing or invalid variable */
function refuseInvalid(error: InstanceType<typeof errors.E_INVALID_ENV_VARIABLES>): never {
  const problems = error.help.split('\n').map((line) => line.replace(/^- /, ''))
  const isNew =
    process.env.NODE_ENV !== 'production' &&
    problems.includes('Missing environment variable "APP_KEY"')
  const remedy = isNew
    ? 'Run `npm run setup`, which creates .env with a key.'
    : '.env.example describes every setting.'
  throw new StartRefused(`Invalid settings: ${problems.join('; ')}. ${remedy}`, {
    cause: error,
  })
}

const { schema } = Env
const httpUrl = schema.string.optional({ format: 'url', tld: false })

/** Endpoint of S3 in the AWS SDK's own variables. */
function sdkEndpoint(): string | undefined {
  return process.env.AWS_ENDPOINT_URL_S3 || process.env.AWS_ENDPOINT_URL
}

const variables = await Env.create(pathToFileURL(`${projectRoot()}/`), {
  NODE_ENV: schema.enum(['development', 'production', 'test'] as const),
  HOST: schema.string.optional({ format: 'host' }),
  PORT: port,
  APP_KEY: key,
  /** Key before the last change of `APP_KEY`. */
  PREVIOUS_APP_KEY: schema.secret.optional(),
  APP_URL: origin,
  LOG_LEVEL: schema.enum.optional([
    'trace',
    'debug',
    'info',
    'warn',
    'error',
    'fatal',
    'silent',
  ] as const),
  DATA_DIR: (_name, value) => resolve(projectRoot(), value || 'storage'),
  ALLOW_EMBEDDED: schema.boolean.optional(),
  TRUSTED_PROXIES: proxies,
  FRONTEND_URL: origins,
  /** Systems to enable; all if unset. */
  SYSTEMS: list,
  RATE_LIMITS: schema.enum.optional(['on', 'off'] as const),

  TOKEN_TTL: duration('15 days'),
  ACTIVATION_TTL: duration('5 minutes'),
  RESET_TTL: duration('5 minutes'),
  MEDIA_URL_TTL: duration('1 day'),
  SHUTDOWN_GRACE: pause(process.env.NODE_ENV === 'production' ? '5 seconds' : '0'),
  UPLOAD_SILENCE: duration('2 minutes'),
  MAX_LECTURE_BYTES: size('2gb'),

  /** Origins of the message board's client. */
  MEMBERS_ORIGINS: origins,
  MEMBER_ROLE_SECRET_KEY: schema.secret.optional(),
  COOKIE_DOMAIN: schema.string.optional(),
  INTERNAL_API_SECRET: schema.secret.optional(),

  DATABASE_URL: schema.secret.optional(),
  DB_HOST: schema.string.optional({ format: 'host' }),
  DB_PORT: schema.number.optional(),
  DB_NAME: schema.string.optional(),
  DB_USER: schema.string.optional(),
  DB_PASSWORD: schema.secret.optional(),
  /**
   * Sources on AWS for settings without a variable: the database secret, and names of parameters.
   */
  DB_SECRET_ARN: schema.string.optional(),
  PARAM_HOST_PATH: schema.string.optional(),
  PARAM_DB_NAME_PATH: schema.string.optional(),
  PARAM_USER_PATH: schema.string.optional(),
  MONGODB_URI: schema.secret.optional(),
  REDIS_URL: serviceUrl('redis://127.0.0.1:6379', 'redis', 'rediss'),
  S3_BUCKET: schema.string.optional(),
  S3_ENDPOINT: (name, value) => httpUrl(name, value || sdkEndpoint()),
  /** Region for all AWS services. */
  AWS_REGION: (_name, region) => region || 'us-east-1',
  /** The AWS SDK reads both itself; on AWS it uses the task's role instead. */
  AWS_ACCESS_KEY_ID: schema.string.optional(),
  AWS_SECRET_ACCESS_KEY: schema.secret.optional(),
  CDN_KEY_ID: schema.string.optional(),
  CDN_PRIVATE_KEY: schema.secret.optional(),
  SMTP_URL: serviceUrl('smtp://user:password@127.0.0.1:587', 'smtp', 'smtps'),
  MAIL_FROM: schema.string.optional(),
  RAZORPAY_KEY_ID: schema.string.optional(),
  RAZORPAY_KEY_SECRET: schema.secret.optional(),
  /** Accepted for checkouts while the key is being replaced. */
  RAZORPAY_KEY_SECRET_PREVIOUS: schema.secret.optional(),
  RAZORPAY_WEBHOOK_SECRET: schema.secret.optional(),
  RAZORPAY_WEBHOOK_SECRET_PREVIOUS: schema.secret.optional(),
  RAZORPAY_ACCOUNT_ID: schema.string.optional(),
  PAYMENTS_AUTO_REFUND: schema.enum.optional(['on', 'off'] as const),
  HIGHEST_PRICE: rupees(500_000),
  RAZORPAY_BASE_URL: schema.string.optional({ format: 'url', tld: false }),
  SELLER_NAME: schema.string.optional(),
  SELLER_ADDRESS: schema.string.optional(),
  SELLER_STATE: seller.stateCode,
  SELLER_GSTIN: seller.gstin,
  SELLER_SAC: seller.sac('999293'),
  SELLER_GST_RATE: seller.percentage(18),
  INVOICE_PREFIX: seller.seriesPrefix('TH'),
  CREDIT_NOTE_PREFIX: seller.seriesPrefix('CN'),
}).catch(refuseInvalid)

const isSet = (name: string) => Boolean(process.env[name])

/** PostgreSQL password from an AWS secret, which can rotate at any time. */
export const databasePassword = isSet('DATABASE_URL') ? undefined : await askAws()

/** Completes the database settings that plain variables leave out. */
async function askAws(): Promise<DatabasePassword | undefined> {
  const region = variables.get('AWS_REGION')
  const arn = variables.get('DB_SECRET_ARN')
  const secret = arn ? new DatabaseSecret(arn, region) : undefined
  const plain = (name: string) => process.env[name] || undefined
  const { DB_PASSWORD = plain('DB_PASSWORD'), ...place } = await findDatabase({
    plain,
    region,
    secret,
  })
  for (const [name, value] of Object.entries(place))
    variables.set(name as keyof typeof place, value)
  return secret && new DatabasePassword(DB_PASSWORD!, secret)
}

const isServed = (system: string) =>
  variables.get('SYSTEMS').length === 0 || variables.get('SYSTEMS').includes(system)

/** Settings that production requires, each with its variable and whether it is set. */
const services = [
  { variable: 'DATABASE_URL', set: isSet('DATABASE_URL') || isSet('DB_HOST') },
  { variable: 'MONGODB_URI', set: isSet('MONGODB_URI') },
  { variable: 'REDIS_URL', set: isSet('REDIS_URL') },
  { variable: 'S3_BUCKET', set: isSet('S3_BUCKET') },
  { variable: 'SMTP_URL', set: isSet('SMTP_URL') },
  ...(isServed('theta')
    ? [
        { variable: 'RAZORPAY_KEY_ID', set: isSet('RAZORPAY_KEY_ID') },
        { variable: 'RAZORPAY_KEY_SECRET', set: isSet('RAZORPAY_KEY_SECRET') },
      ]
    : []),
  ...(isServed('members')
    ? ['MEMBERS_ORIGINS', 'MEMBER_ROLE_SECRET_KEY', 'COOKIE_DOMAIN'].map((variable) => ({
        variable,
        set: isSet(variable),
      }))
    : []),
]

if (variables.get('NODE_ENV') === 'production' && !variables.get('ALLOW_EMBEDDED')) {
  const missing = services.flatMap(({ variable, set }) => (set ? [] : variable))
  if (missing.length > 0) {
    throw new StartRefused(
      `Production requires every external service and setting, but ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} not set. ` +
        'Set ALLOW_EMBEDDED=true to use the embedded stand-ins instead.'
    )
  }
  if (variables.get('RATE_LIMITS') === 'off') {
    throw new StartRefused(
      'RATE_LIMITS=off is for load tests. In production it also requires ALLOW_EMBEDDED=true.'
    )
  }
}
for (const [id, secret] of [
  ['RAZORPAY_KEY_ID', 'RAZORPAY_KEY_SECRET'],
  ['CDN_KEY_ID', 'CDN_PRIVATE_KEY'],
] as const) {
  if (isSet(id) !== isSet(secret)) {
    throw new StartRefused(`${id} and ${secret} belong together: set both or neither.`)
  }
}

if (isServed('theta')) {
  seller.refuseContradictions({
    name: variables.get('SELLER_NAME'),
    address: variables.get('SELLER_ADDRESS'),
    state: variables.get('SELLER_STATE'),
    gstin: variables.get('SELLER_GSTIN'),
    prefixes: [variables.get('INVOICE_PREFIX'), variables.get('CREDIT_NOTE_PREFIX')],
  })
}

const usesDataFolder = ['MONGODB_URI', 'S3_BUCKET', 'SMTP_URL'].some((name) => !isSet(name))
if (usesDataFolder || !(isSet('DATABASE_URL') || variables.get('DB_HOST'))) {
  const folder = variables.get('DATA_DIR')
  try {
    prepareDataFolder(folder)
  } catch (cause) {
    const { message } = cause as Error
    throw new StartRefused(`DATA_DIR (${folder}) is not writable: ${message}`, { cause })
  }
}

export default variables
