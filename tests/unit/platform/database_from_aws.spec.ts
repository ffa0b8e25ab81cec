import { test } from '@japa/runner'
import DatabaseSecret from '#app/platform/aws/database_secret'
import { findDatabase } from '#app/platform/aws/find_database'
import DatabasePassword from '#app/platform/sql/database_password'
import { startAwsSettings } from '#tests/fakes/aws_settings'

const ARN = 'arn:aws:secretsmanager:ap-south-1:123456789012:secret:rds!db-0a1b-Xy'
const region = 'ap-south-1'

const PARAMETERS = {
  '/theta/db_host': 'db.internal',
  '/theta/db_name': 'theta',
  '/theta/db_user': 'app',
}
const PATHS = {
  PARAM_HOST_PATH: '/theta/db_host',
  PARAM_DB_NAME_PATH: '/theta/db_name',
  PARAM_USER_PATH: '/theta/db_user',
}
const SECRET = JSON.stringify({ username: 'master', password: 'first' })

const given = (variables: Record<string, string>) => (name: string) => variables[name]

const refused = () => Object.assign(new Error('password authentication failed'), { code: '28P01' })

test.group('The database configuration from AWS', (group) => {
  let aws: Awaited<ReturnType<typeof startAwsSettings>>
  const secret = () => new DatabaseSecret(ARN, region)

  group.each.setup(async () => {
    aws = await startAwsSettings({ parameters: PARAMETERS, secrets: { [ARN]: SECRET } })
    const before = { ...process.env }
    Object.assign(process.env, aws.environment)
    return () => {
      for (const name of Object.keys(aws.environment)) {
        if (before[name] === undefined) delete process.env[name]
        else process.env[name] = before[name]
      }
      aws.close()
    }
  })

  test('takes one call for the parameters and one for the secret', async ({ assert }) => {
    const found = await findDatabase({ plain: given(PATHS), region, secret: secret() })
    assert.deepEqual(found, {
      DB_HOST: 'db.internal',
      DB_NAME: 'theta',
      DB_USER: 'app',
      DB_PASSWORD: 'first',
    })
    assert.deepEqual(aws.calls, ['AmazonSSM.GetParameters', 'secretsmanager.GetSecretValue'])
  })

  test('prefers plain variables, and asks AWS for nothing that they provide', async ({
    assert,
  }) => {
    const plain = { DB_HOST: 'h', DB_NAME: 'n', DB_USER: 'u', DB_PASSWORD: 'p', ...PATHS }
    assert.deepEqual(await findDatabase({ plain: given(plain), region, secret: secret() }), {})
    assert.deepEqual(await findDatabase({ plain: given({}), region }), {})
    assert.deepEqual(aws.calls, [])
  })

  test("uses the secret's user when no other is configured", async ({ assert }) => {
    const found = await findDatabase({ plain: given({}), region, secret: secret() })
    assert.deepEqual(found, { DB_USER: 'master', DB_PASSWORD: 'first' })
  })

  test('reports a missing value by the name of its variable only', async ({ assert }) => {
    const plain = given({ ...PATHS, PARAM_USER_PATH: '/theta/nobody' })
    await assert.rejects(
      () => findDatabase({ plain, region }),
      'Parameter Store has no parameter with the name in PARAM_USER_PATH.'
    )
    aws.secrets[ARN] = 'no JSON, but-a-password'
    await assert.rejects(
      () => secret().read(),
      'The secret of DB_SECRET_ARN is not JSON with a password.'
    )
    delete aws.secrets[ARN]
    await assert.rejects(
      () => secret().read(),
      "The secret of DB_SECRET_ARN can't be read from AWS: ResourceNotFoundException."
    )
  })

  test('refuses an invalid ARN without a call', ({ assert }) => {
    for (const arn of ['theta/database', 'arn:aws:s3:::bucket', `${ARN} `])
      assert.throws(() => new DatabaseSecret(arn, region), /DB_SECRET_ARN is not the ARN/)
    assert.deepEqual(aws.calls, [])
  })

  test('reloads a changed password once for all connections', async ({ assert }) => {
    const password = new DatabasePassword('first', secret())
    aws.secrets[ARN] = JSON.stringify({ password: 'second' })
    const tried: string[] = []
    const pool = {
      async acquireRawConnection() {
        const { current } = password
        tried.push(current)
        if (current !== 'second') throw refused()
        return current
      },
    }
    password.follow(pool)

    const connections = await Promise.all([1, 2, 3].map(() => pool.acquireRawConnection()))
    assert.deepEqual(connections, ['second', 'second', 'second'])
    assert.deepEqual(aws.calls, ['secretsmanager.GetSecretValue'])
    assert.lengthOf(tried, 6)
  })

  test('reports a wrong password after one retry, and other errors at once', async ({ assert }) => {
    const password = new DatabasePassword('wrong', secret())
    let tries = 0
    let error: Error = refused()
    const pool = {
      async acquireRawConnection() {
        tries++
        throw error
      },
    }
    password.follow(pool)

    await assert.rejects(() => pool.acquireRawConnection(), /authentication failed/)
    assert.equal(tries, 2)
    error = new Error('the network')
    await assert.rejects(() => pool.acquireRawConnection(), 'the network')
    assert.equal(tries, 3)
    assert.lengthOf(aws.calls, 1)
  })
})
