import { test } from '@japa/runner'
import hash from '@adonisjs/core/services/hash'
import bcrypt from 'bcrypt'
import db from '@adonisjs/lucid/services/db'
import User from '#app/accounts/models/user'
import { codeMailedTo, newestMailTo, resetTokenMailedTo } from '#tests/helpers/mailbox'
import { aLearner, PASSWORD } from '#tests/helpers/people'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

const NFC = 'pässwörd!'
const NFD = NFC.normalize('NFD')
const REGISTRATION = { name: 'Asha Rao', email: 'asha@theta.example', password: PASSWORD }

test.group('Spellings of an e-mail', (group) => {
  group.each.setup(emptyStores)

  test('name one account', async ({ assert, client }) => {
    const email = 'Chef@BÜCHER.example'
    const registered = await client.post('/api/user/register').json({ ...REGISTRATION, email })
    registered.assertStatus(200)
    const { activationToken } = registered.body()
    const otp = await codeMailedTo('chef@xn--bcher-kva.example')
    const verified = await client.post('/api/user/verify').json({ activationToken, otp })
    verified.assertStatus(200)

    for (const spelling of [
      'chef@xn--bcher-kva.example',
      ' chef@bücher.example ',
      'chef@bu\u0308cher.example',
      'CHEF@XN--BCHER-KVA.EXAMPLE',
    ]) {
      const signedIn = await client
        .post('/api/user/login')
        .json({ email: spelling, password: PASSWORD })
      signedIn.assertStatus(200)
      const again = await client
        .post('/api/user/register')
        .json({ ...REGISTRATION, email: spelling })
      again.assertStatus(400)
    }
    const { total } = await db.from('users').count('* as total').firstOrFail()
    assert.equal(Number(total), 1)
  })

  test('sign in and reset the password even if no one could register with them: {$self}')
    .with(['asha..rao@docomo.example', 'asha@school', '.asha@theta.example', 'a,b@theta.example'])
    .run(async ({ assert, client }, email) => {
      const { id } = await aLearner({ email })
      const refused = await client.post('/api/user/register').json({ ...REGISTRATION, email })
      refused.assertStatus(422)
      const signedIn = await client.post('/api/user/login').json({ email, password: PASSWORD })
      signedIn.assertStatus(200)

      const forgotten = await client.post('/api/user/forgot').json({ email })
      forgotten.assertStatus(200)
      await workOutbox()
      const token = await resetTokenMailedTo(email)
      const reset = await client
        .post('/api/user/reset')
        .qs({ token })
        .json({ password: 'another 1' })
      reset.assertStatus(200)
      const user = await User.findOrFail(id)
      assert.isTrue(await hash.verify(user.password, 'another 1'))
    })

  test('are those of nobody if they are impossible: {shown}')
    .with(
      ['nobody', 'a\0@theta.example', '\uD83D', '@', 'x'.repeat(254)].map((email) => ({
        email,
        shown: JSON.stringify(email).slice(0, 30),
      }))
    )
    .run(async ({ client }, { email }) => {
      const signedIn = await client.post('/api/user/login').json({ email, password: PASSWORD })
      signedIn.assertStatus(400)
      signedIn.assertBodyContains({ message: 'Wrong e-mail or password.' })
      const forgotten = await client.post('/api/user/forgot').json({ email })
      forgotten.assertStatus(200)
      await workOutbox()
    })
})

test.group('Normal forms of a password', (group) => {
  group.each.setup(emptyStores)

  const HASHES = [
    { kind: 'argon2id, in NFC', password: () => hash.make(NFC) },
    { kind: 'bcrypt, in NFC', password: () => bcrypt.hash(NFC, 10) },
    { kind: 'argon2id, as typed', password: () => hash.make(NFD) },
    { kind: 'bcrypt, as typed', password: () => bcrypt.hash(NFD, 10) },
  ]

  test('open an account whose hash is {kind}')
    .with(HASHES)
    .run(async ({ assert, client }, { password }) => {
      const { id, email } = await aLearner({ password: await password() })
      const typed = await client.post('/api/user/login').json({ email, password: NFD })
      typed.assertStatus(200)
      const user = await User.findOrFail(id)
      assert.isTrue(await hash.verify(user.password, NFC), 'the hash is of NFC afterwards')
      const normalized = await client.post('/api/user/login').json({ email, password: NFC })
      normalized.assertStatus(200)
      const wrong = await client.post('/api/user/login').json({ email, password: `${NFD}x` })
      wrong.assertStatus(400)
    })
})

test.group('A name in a registration', (group) => {
  group.each.setup(emptyStores)

  test('is refused if it advertises or shows nothing: {shown}')
    .with(
      ['See https://evil.example', 'www.evil.example', 'a\u202Eb', 'a\u200Bb', '\u3164'].map(
        (name) => ({ name, shown: JSON.stringify(name) })
      )
    )
    .run(async ({ client }, { name }) => {
      const response = await client.post('/api/user/register').json({ ...REGISTRATION, name })
      response.assertStatus(422)
    })

  test('is mailed only in part, and stored in NFC', async ({ assert, client }) => {
    const name = 'E\u0301lodie evil.example 1000 Rao wins today'
    const response = await client.post('/api/user/register').json({ ...REGISTRATION, name })
    response.assertStatus(200)
    const mail = await newestMailTo(REGISTRATION.email)
    assert.notInclude(mail, 'evil')
    assert.notInclude(mail, '1000')
    assert.notInclude(mail, 'wins')
    const { name: stored } = await db.from('activations').firstOrFail()
    assert.equal(stored, name.normalize('NFC'))
  })
})
