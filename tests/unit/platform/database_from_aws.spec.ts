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

test.group('The database that AWS names', (group) => {
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

  test('is found by its parameters in one call, and its secret in another', async ({ assert }) => {
    const found = await findDatabase({ plain: given(PATHS), region, secret: secret() })
    assert.deepEqual(found, {
      DB_HOST: 'db.internal',
      DB_NAME: 'theta',
      DB_USER: 'app',
      DB_PASSWORD: 'first',
    })
    assert.deepEqual(aws.calls, ['AmazonSSM.GetParameters', 'secretsmanager.GetSecretValue'])
  })

  test('plain variables come first, and AWS is asked for nothing that they say', async ({
    assert,
  }) => {
    const plain = { DB_HOST: 'h', DB_NAME: 'n', DB_USER: 'u', DB_PASSWORD: 'p', ...PATHS }
    assert.deepEqual(await findDatabase({ plain: given(plain), region, secret: secret() }), {})
    assert.deepEqual(await findDatabase({ plain: given({}), region }), {})
    assert.deepEqual(aws.calls, [])
  })

  test("has the secret's user where nothing else names one", async ({ assert }) => {
    const found = await findDatabase({ plain: given({}), region, secret: secret() })
    assert.deepEqual(found, { DB_USER: 'master', DB_PASSWORD: 'first' })
  })

  test('a missing value is refused by the name of its variable alone', async ({ assert }) => {
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

  test('what is no ARN is refused without a call', ({ assert }) => {
    for (const arn of ['theta/database', 'arn:aws:s3:::bucket', `${ARN} `])
      assert.throws(() => new DatabaseSecret(arn, region), /DB_SECRET_ARN is not the ARN/)
    assert.deepEqual(aws.calls, [])
  })

  test('a password that was changed is read anew, once for all connections', async ({ assert }) => {
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

  test('a password that stays wrong is told after one more try; other errors at once', async ({
    assert,
  }) => {
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
