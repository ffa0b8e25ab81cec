import { DateTime, Settings } from 'luxon'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import Activation from '#app/accounts/models/activation'
import User from '#app/accounts/models/user'
import OutboxRow from '#app/platform/outbox/outbox_row'
import { codeMailedTo, codeOf, mails } from '#tests/helpers/mailbox'
import { aLearner, PASSWORD } from '#tests/helpers/people'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

const ASHA = { name: 'Asha Rao', email: 'asha@theta.example', password: PASSWORD }

async function register(client: ApiClient, input: object = ASHA): Promise<string> {
  const response = await client.post('/api/user/register').json(input)
  response.assertStatus(200)
  return response.body().activationToken
}

function wrong(code: string): string {
  return code === '000000' ? '000001' : '000000'
}

test.group('Registration', (group) => {
  group.each.setup(emptyStores)

  test('mails a code, which creates the account', async ({ assert, client }) => {
    const activationToken = await register(client)
    assert.equal(await User.query().first(), null)

    const otp = await codeMailedTo(ASHA.email)
    const response = await client.post('/api/user/verify').json({ otp, activationToken })

    response.assertStatus(200)
    assert.isString(response.body().message)
    const user = await User.findByOrFail('email', ASHA.email)
    assert.containSubset(user.$attributes, {
      name: 'Asha Rao',
      role: 'user',
      mainrole: 'user',
    })
    assert.match(user.password, /^\$argon2id\$/)
  })

  test('accepts the code as a number without its leading zeros', async ({ client }) => {
    const activationToken = await register(client)
    await codeMailedTo(ASHA.email)
    const { keyedHash } = await import('#app/identity/keyed_hash')
    await Activation.query().update({ codeHash: keyedHash('activation-code', '012345') })

    const response = await client.post('/api/user/verify').json({ otp: 12345, activationToken })
    response.assertStatus(200)
  })

  test('creates the account once, and refuses the same code again', async ({ assert, client }) => {
    const activationToken = await register(client)
    const otp = await codeMailedTo(ASHA.email)
    await client.post('/api/user/verify').json({ otp, activationToken })

    const again = await client.post('/api/user/verify').json({ otp, activationToken })

    again.assertStatus(400)
    assert.lengthOf(await User.all(), 1)
  })

  test('refuses an e-mail address that is taken, in upper or lower case', async ({
    assert,
    client,
  }) => {
    await aLearner({ email: ASHA.email })

    const response = await client
      .post('/api/user/register')
      .json({ ...ASHA, email: 'Asha@Theta.Example' })

    response.assertStatus(400)
    response.assertBodyContains({ code: 'E_EMAIL_TAKEN' })
    await workOutbox()
    assert.isEmpty(await mails())
  })

  test('refuses an e-mail address that becomes too long in lower case', async ({
    assert,
    client,
  }) => {
    const email = `${'İ'.repeat(32)}@${'İ'.repeat(60)}.${'İ'.repeat(61)}.com`
    assert.isBelow(email.length, 254)
    assert.isAbove(email.toLowerCase().length, 254)

    for (const path of ['register', 'login', 'forgot']) {
      const response = await client.post(`/api/user/${path}`).json({ ...ASHA, email })
      response.assertStatus(422)
    }
  })

  test('gives an e-mail address to the registration that is verified first', async ({
    assert,
    client,
  }) => {
    const first = await register(client)
    const firstCode = await codeMailedTo(ASHA.email)
    const second = await register(client)
    const secondCode = await codeMailedTo(ASHA.email)

    const answers = [
      await client.post('/api/user/verify').json({ otp: secondCode, activationToken: second }),
      await client.post('/api/user/verify').json({ otp: firstCode, activationToken: first }),
    ]

    assert.deepEqual(
      answers.map((answer) => answer.status()),
      [200, 400]
    )
    assert.lengthOf(await User.all(), 1)
  })

  test('invalidates the code after five wrong ones, even the right one', async ({
    assert,
    client,
  }) => {
    const activationToken = await register(client)
    const otp = await codeMailedTo(ASHA.email)
    for (let attempt = 1; attempt <= 5; attempt++) {
      const response = await client
        .post('/api/user/verify')
        .json({ otp: wrong(otp), activationToken })
      response.assertStatus(400)
    }

    const response = await client.post('/api/user/verify').json({ otp, activationToken })

    response.assertStatus(400)
    assert.isEmpty(await User.all())
    const resend = await client.post('/api/user/resend').json({ activationToken })
    resend.assertStatus(400)
  })

  test('refuses an expired code', async ({ assert, client }) => {
    const activationToken = await register(client)
    const otp = await codeMailedTo(ASHA.email)
    const activation = await Activation.firstOrFail()
    await activation.merge({ expiresAt: DateTime.utc().minus({ seconds: 1 }) }).save()

    const response = await client.post('/api/user/verify').json({ otp, activationToken })

    response.assertStatus(400)
    assert.isEmpty(await User.all())
  })

  test('sends a new code at most three times, and invalidates the previous one', async ({
    client,
  }) => {
    const activationToken = await register(client)
    const first = await codeMailedTo(ASHA.email)

    const resend = await client.post('/api/user/resend').json({ activationToken })
    resend.assertStatus(200)
    const second = await codeMailedTo(ASHA.email)
    if (first !== second) {
      const old = await client.post('/api/user/verify').json({ otp: first, activationToken })
      old.assertStatus(400)
    }
    for (const status of [200, 200, 400]) {
      const response = await client.post('/api/user/resend').json({ activationToken })
      response.assertStatus(status)
    }

    const response = await client
      .post('/api/user/verify')
      .json({ otp: await codeMailedTo(ASHA.email), activationToken })
    response.assertStatus(200)
  })

  test('mails no code that expired while mail was down', async ({ assert, cleanup, client }) => {
    await register(client)
    cleanup(() => void (Settings.now = Date.now))
    Settings.now = () => Date.now() + 5 * 60 * 1000

    await workOutbox()

    assert.isEmpty(await mails())
    assert.isEmpty(await OutboxRow.all())
  })

  test('may begin twice at once for one e-mail address, and either code creates the one account', async ({
    assert,
    client,
  }) => {
    const tokens = await Promise.all([register(client), register(client)])
    assert.notEqual(tokens[0], tokens[1])
    await workOutbox()
    const sent = await mails()
    const codes = sent.map(codeOf)
    assert.lengthOf(codes, 2)

    const attempts = tokens.flatMap((activationToken) =>
      codes.map((otp) => client.post('/api/user/verify').json({ otp, activationToken }))
    )
    const responses = await Promise.all(attempts)

    const statuses = responses.map((response) => response.status())
    assert.lengthOf(
      statuses.filter((status) => status === 200),
      1
    )
    assert.lengthOf(
      statuses.filter((status) => status === 400),
      3
    )
    assert.lengthOf(await User.all(), 1)
  })

  test('creates one account when a code is sent ten times at once', async ({ assert, client }) => {
    const activationToken = await register(client)
    const otp = await codeMailedTo(ASHA.email)
    const verify = () => client.post('/api/user/verify').json({ otp, activationToken })

    const responses = await Promise.all(Array.from({ length: 10 }, verify))

    const statuses = responses.map((response) => response.status())
    assert.include(statuses, 200)
    assert.isEmpty(statuses.filter((status) => status !== 200 && status !== 400))
    assert.lengthOf(await User.all(), 1)
  })

  /** Restores the activation as it is when nobody knows whether its transaction was committed. */
  async function activationOfUnknownOutcome() {
    const [activation] = await Activation.all()
    const kept = { ...activation.$attributes, usedAt: DateTime.utc() }
    return () => Activation.create(kept)
  }

  test('confirms the account once more if its outcome was unknown', async ({ assert, client }) => {
    const activationToken = await register(client)
    const otp = await codeMailedTo(ASHA.email)
    const restore = await activationOfUnknownOutcome()
    const verify = (code: string) =>
      client.post('/api/user/verify').json({ otp: code, activationToken })
    await verify(otp)
    await restore()

    const responses = [
      await client.post('/api/user/resend').json({ activationToken }),
      await verify(wrong(otp)),
      await verify(otp),
      await verify(otp),
    ]

    const statuses = responses.map((response) => response.status())
    assert.deepEqual(statuses, [400, 400, 200, 400])
    assert.lengthOf(await User.all(), 1)
  })

  test('confirms no account that is gone', async ({ assert, client }) => {
    const activationToken = await register(client)
    const otp = await codeMailedTo(ASHA.email)
    const restore = await activationOfUnknownOutcome()
    await client.post('/api/user/verify').json({ otp, activationToken })
    await restore()
    await User.query().delete()

    const response = await client.post('/api/user/verify').json({ otp, activationToken })

    response.assertStatus(400)
    assert.isEmpty(await User.all())
  })

  test('stores no code, token or password in plain text', async ({ assert, client }) => {
    const activationToken = await register(client)
    const rows = JSON.stringify([await db.from('activations'), await db.from('outbox')])
    const otp = await codeMailedTo(ASHA.email)

    for (const secret of [activationToken, otp, ASHA.password]) assert.notInclude(rows, secret)
  })

  test('refuses {flaw}')
    .with([
      { flaw: 'a blank name', input: { ...ASHA, name: '  ' } },
      { flaw: 'an e-mail address without an @', input: { ...ASHA, email: 'asha' } },
      { flaw: 'an object as the e-mail address', input: { ...ASHA, email: { $ne: null } } },
      {
        flaw: 'half a surrogate pair in the e-mail address',
        input: { ...ASHA, email: '\ud800@theta.example' },
      },
      { flaw: 'half a surrogate pair in the name', input: { ...ASHA, name: 'Asha\ud800' } },
      { flaw: 'a password of 7 characters', input: { ...ASHA, password: 'seven77' } },
      { flaw: 'a password of 129 characters', input: { ...ASHA, password: 'x'.repeat(129) } },
      { flaw: 'a number as the password', input: { ...ASHA, password: 12345678 } },
      { flaw: 'an empty body', input: {} },
    ])
    .run(async ({ assert, client }, { input }) => {
      const response = await client.post('/api/user/register').json(input)
      response.assertStatus(422)
      assert.isString(response.body().message)
      assert.isEmpty(await Activation.all())
    })

  test('refuses a verification with {flaw}')
    .with([
      { flaw: 'letters as the code', input: { otp: 'abcdef', activationToken: 'x' } },
      { flaw: 'a code of 7 digits', input: { otp: 1234567, activationToken: 'x' } },
      { flaw: 'no activation token', input: { otp: 123456 } },
      { flaw: 'an empty body', input: {} },
    ])
    .run(async ({ assert, client }, { input }) => {
      const response = await client.post('/api/user/verify').json(input)
      response.assertStatus(422)
      assert.isString(response.body().message)
    })

  test('refuses an activation token that was never issued: {what}')
    .with([
      { what: 'a short one', activationToken: 'made-up' },
      { what: 'a long one', activationToken: 'made-up and long '.repeat(50) },
    ])
    .run(async ({ client }, { activationToken }) => {
      const input = { otp: 123456, activationToken }
      const [verify, resend] = [
        await client.post('/api/user/verify').json(input),
        await client.post('/api/user/resend').json(input),
      ]
      verify.assertStatus(400)
      resend.assertStatus(400)
    })
})
