import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import { applicationVariables } from '#tests/helpers/hosting'
import { aTemporaryFolder, start } from '#tests/helpers/processes'

/** Variables that PostgreSQL's client reads, not the application. */
const OF_LIBRARIES = ['PGSSLMODE']

/** Set only for accounts with origins of the admissions form, which the application does not have yet. */
const OF_LATER_IMAGES = ['ADMISSIONS_ORIGINS']

/** Realistic values; any text will do for the other variables. */
const VALUES: Record<string, string> = {
  NODE_ENV: 'production',
  APP_KEY: 'only-for-tests-0123456789abcdefghij',
  HOST: '0.0.0.0',
  SYSTEMS: 'theta',
  PORT: '3000',
  DB_HOST: 'db.internal',
  DB_PORT: '5432',
  DB_SECRET_ARN: 'arn:aws:secretsmanager:ap-south-1:123456789012:secret:rds!db-1',
  APP_URL: 'https://learn.theta.example',
  FRONTEND_URL: 'https://theta.example',
  REDIS_URL: 'rediss://cache.internal:6379',
  SMTP_URL: 'smtps://mail.theta.example',
  TRUSTED_PROXIES: '10.0.0.0/16',
  LOG_LEVEL: 'info',
  S3_ENDPOINT: 'https://s3.theta.example',
}

function namesIn(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  return [
    ...text.matchAll(/\b([A-Z][A-Z0-9]*_[A-Z0-9_]+|HOST|PORT|PGSSLMODE|SYSTEMS)\b(?=\s+=)/g),
  ].map(([, name]) => name!)
}

function plainSettings(): string[] {
  return [
    ...namesIn('infra/modules/stack/settings.tf'),
    ...namesIn('infra/modules/service/settings.tf'),
  ]
}

function secretNames(): string[] {
  const variables = readFileSync('infra/modules/service/variables.tf', 'utf8')
  const [, list] = /secret_names"[\s\S]*?default\s+=\s+(\[.*\])/.exec(variables)!
  return JSON.parse(list!)
}

test.group('The set of settings that Terraform gives to tasks', () => {
  test('contains only variables that the application reads', ({ assert }) => {
    const names = plainSettings()
    assert.isAbove(names.length, 15)
    assert.includeMembers([...applicationVariables(), ...OF_LIBRARIES, ...OF_LATER_IMAGES], names)
  })

  test('contains every secret that the application reads', ({ assert }) => {
    assert.includeMembers(applicationVariables(), secretNames())
  })

  test('is enough to start with, and contains no superfluous secret', async ({
    assert,
    cleanup,
  }) => {
    const [folder, remove] = await aTemporaryFolder()
    cleanup(remove)
    const names = [...plainSettings(), ...secretNames()]
    const given = Object.fromEntries(names.map((name) => [name, VALUES[name] ?? 'given']))
    const reading = "import('./start/env.ts').catch((error) => console.log(error.message))"
    const read = async (environment: Record<string, string>) => {
      const args = ['--import=@poppinss/ts-exec', '--eval', reading]
      const reader = start(args, { ...environment, ENV_PATH: folder })
      await reader.ended
      return reader.stdout() + reader.stderr()
    }
    const [enough, withoutMongo] = await Promise.all([
      read(given),
      read({ ...given, MONGODB_URI: '' }),
    ])

    assert.equal(enough, '')
    assert.match(withoutMongo, /MONGODB_URI is not set/)
  })
})

test.group('The CDN', () => {
  test('sends the same headers for a file as the application', ({ assert }) => {
    const cdn = readFileSync('infra/modules/edge/cdn.tf', 'utf8')
    const application = readFileSync('app/media/file_answer.ts', 'utf8')
    const [, policy] = /'content-security-policy':\s+"(.+)"/.exec(application)!

    assert.include(cdn, `"${policy}"`)
    assert.match(cdn, /header += "cross-origin-resource-policy"\n +value += "cross-origin"/)
  })
})

test.group('The example environment file', () => {
  test('lists each variable that the application reads', ({ assert }) => {
    const named = readFileSync('.env.example', 'utf8').matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)
    // Its credentials are left to the default lookup of the AWS SDK.
    const ofTheSdk = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']
    assert.sameMembers([...named].map(([, name]) => name).concat(ofTheSdk), applicationVariables())
  })
})
