import env, { databasePassword } from '#start/env'

const SECRETS = [
  'APP_KEY',
  'DATABASE_URL',
  'DB_PASSWORD',
  'MONGODB_URI',
  'REDIS_URL',
  'SMTP_URL',
  'CDN_PRIVATE_KEY',
  'RAZORPAY_KEY_SECRET',
  'AWS_SECRET_ACCESS_KEY',
] as const

/** Shorter texts are part of ordinary words. */
const SHORTEST = 4

/** A text without any secret of the configuration, whoever has put it there. */
export function withoutSecrets(text: string): string {
  return secrets().reduce((rest, secret) => rest.replaceAll(secret, '…'), text)
}

function secrets(): string[] {
  const values = SECRETS.flatMap((name) => env.get(name)?.release() ?? [])
  const all = [...values, ...values.flatMap(passwordsIn), databasePassword?.current ?? '']
  return all.filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length)
}

/** The password of an address, as it stands there and as it is sent. */
function passwordsIn(address: string): string[] {
  const password = /^[\w+-]+:\/\/[^:@/]*:([^@/]*)@/.exec(address)?.[1]
  if (!password) return []
  try {
    return [password, decodeURIComponent(password)]
  } catch {
    return [password]
  }
}
