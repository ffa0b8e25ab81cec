import env, { databasePassword } from '#start/env'

type Name = Parameters<typeof env.get>[0]

/** Settings whose values are shown. Every new variable belongs here or in the list below. */
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
  'MEMBERS_ORIGINS',
  'COOKIE_DOMAIN',
  'HIGHEST_PRICE',
  'RAZORPAY_ACCOUNT_ID',
  'PAYMENTS_AUTO_REFUND',
  'SELLER_NAME',
  'SELLER_ADDRESS',
  'SELLER_STATE',
  'SELLER_GSTIN',
  'SELLER_SAC',
  'SELLER_GST_RATE',
  'INVOICE_PREFIX',
  'CREDIT_NOTE_PREFIX',
  'S3_BUCKET',
  'AWS_REGION',
  'MAIL_FROM',
]

/** Settings shown only as set or not set: secrets, and URLs that may contain one. */
const HIDDEN: Name[] = [
  'APP_KEY',
  'PREVIOUS_APP_KEY',
  'MEMBER_ROLE_SECRET_KEY',
  'INTERNAL_API_SECRET',
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
  'RAZORPAY_KEY_SECRET_PREVIOUS',
  'RAZORPAY_WEBHOOK_SECRET',
  'RAZORPAY_WEBHOOK_SECRET_PREVIOUS',
  'RAZORPAY_BASE_URL',
]

const SECRETS = [
  'APP_KEY',
  'PREVIOUS_APP_KEY',
  'MEMBER_ROLE_SECRET_KEY',
  'INTERNAL_API_SECRET',
  'DATABASE_URL',
  'DB_PASSWORD',
  'MONGODB_URI',
  'REDIS_URL',
  'SMTP_URL',
  'CDN_PRIVATE_KEY',
  'RAZORPAY_KEY_SECRET',
  'RAZORPAY_KEY_SECRET_PREVIOUS',
  'RAZORPAY_WEBHOOK_SECRET',
  'RAZORPAY_WEBHOOK_SECRET_PREVIOUS',
  'AWS_SECRET_ACCESS_KEY',
] as const

/** True if rate limits are disabled, for load tests. */
export const limitsAreOff = env.get('RATE_LIMITS') === 'off'

/** True if embedded stand-ins may replace services in production. */
export const allowsEmbedded = env.get('ALLOW_EMBEDDED') === true

/** All settings in a form that is safe to show to operators, without secrets. */
export function describeSettings(): { name: string; value: string | null }[] {
  return [
    ...OPEN.map((name) => ({ name, value: textOf(env.get(name)) })),
    ...HIDDEN.map((name) => ({ name, value: env.get(name) ? 'Set, not shown' : null })),
  ]
}

/** Secrets that are set, so that callers can remove them from output. */
export function secrets(): string[] {
  const values = SECRETS.flatMap((name) => env.get(name)?.release() ?? [])
  return databasePassword ? [...values, databasePassword.current] : values
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === '') return null
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : null
  return String(value)
}
