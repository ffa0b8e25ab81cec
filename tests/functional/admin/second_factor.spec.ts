import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import AuditEntry from '#app/platform/audit/audit_entry'
import type User from '#app/accounts/models/user'
import SecondFactor from '#app/accounts/models/second_factor'
import { actionsAbout } from '#tests/helpers/audit'
import { ace } from '#tests/helpers/console'
import {
  aSecondFactorOf,
  aVisitorSignedInAs,
  aVisitorWithSessionOf,
  codeOfApp,
  Visitor,
  wrongCodeOf,
} from '#tests/helpers/dashboard'
import { anAdministrator, aSuperAdministrator, PASSWORD } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

/** Sets up a second factor through the dashboard. */
async function enrol(visitor: Visitor, user: User) {
  await visitor.get('/admin/account/second-factor')
  const { secret } = await SecondFactor.findByOrFail('userId', user.id)
  const page = await visitor.post('/admin/account/second-factor', { code: codeOfApp(secret) })
  const codes = [...page.html.matchAll(/>([a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5})</g)].map(
    ([, code]) => code
  )
  return { page, secret, codes }
}

/** Signs in with the password and then with a code. */
async function signInWith(user: User, code: string) {
  const visitor = new Visitor()
  const first = await visitor.signIn(user)
  await visitor.get('/admin/sign-in/code')
  const second = await visitor.post('/admin/sign-in/code', { code })
  return { visitor, first, second }
}

test.group('A second factor', (group) => {
  group.each.setup(emptyStores)

  test('is set up with a code from the app, and shows ten recovery codes once', async ({
    assert,
  }) => {
    const user = await aSuperAdministrator()
    const visitor = await aVisitorSignedInAs(user)

    const offer = await visitor.get('/admin/account/second-factor')
    assert.include(offer.html, 'data:image/svg+xml')
    const { page, codes, secret } = await enrol(visitor, user)

    assert.equal(page.status, 200)
    assert.lengthOf(new Set(codes), 10)
    const rows = JSON.stringify([
      await db.from('second_factors').select('*'),
      await db.from('recovery_codes').select('*'),
    ])
    assert.notInclude(rows, secret)
    assert.notInclude(rows, codes[0].replaceAll('-', ''))
    const account = await visitor.get('/admin/account')
    assert.notInclude(account.html, codes[0])
    const again = await visitor.get('/admin/account/second-factor')
    assert.equal(again.location, '/admin/account')
  })

  test('offers the same secret on two pages opened at once', async ({ assert }) => {
    const visitor = await aVisitorSignedInAs(await aSuperAdministrator())
    const offers = await Promise.all(
      Array.from({ length: 4 }, () => visitor.get('/admin/account/second-factor'))
    )
    const pictures = offers.map(({ html }) => /data:image\/svg\+xml[^"]+/.exec(html)?.[0])
    assert.isDefined(pictures[0])
    assert.lengthOf(new Set(pictures), 1)
  })

  test('ends the sessions that were opened without it', async ({ assert }) => {
    const user = await aSuperAdministrator()
    const visitor = await aVisitorSignedInAs(user)
    const elsewhere = await aVisitorSignedInAs(user)
    await enrol(visitor, user)
    const here = await visitor.get('/admin')
    const there = await elsewhere.get('/admin')
    assert.deepEqual([here.status, there.status], [200, 303])
  })

  test('refuses a wrong code during setup', async ({ assert }) => {
    const user = await aSuperAdministrator()
    const visitor = await aVisitorSignedInAs(user)
    await visitor.get('/admin/account/second-factor')
    const { secret } = await SecondFactor.findByOrFail('userId', user.id)
    const answer = await visitor.post('/admin/account/second-factor', { code: wrongCodeOf(secret) })
    const { html } = await visitor.follow(answer)
    assert.include(html, 'That code isn’t valid')
    const factor = await SecondFactor.findByOrFail('userId', user.id)
    assert.isNull(factor.confirmedAt)
  })

  test('is required after the password, before anything opens', async ({ assert }) => {
    const user = await aSuperAdministrator()
    const { secret } = await aSecondFactorOf(user)
    const visitor = new Visitor()
    const first = await visitor.signIn(user)
    assert.equal(first.location, '/admin/sign-in/code')
    const early = await visitor.get('/admin')
    assert.equal(early.location, '/admin/sign-in')

    const { second, visitor: entered } = await signInWith(user, codeOfApp(secret))
    assert.equal(second.location, '/admin')
    const { status } = await entered.get('/admin')
    assert.equal(status, 200)
  })

  test('refuses a wrong, a reused and an older code', async ({ assert }) => {
    const user = await aSuperAdministrator()
    const { secret } = await aSecondFactorOf(user)
    const code = codeOfApp(secret)
    const tries = []
    for (const typed of [wrongCodeOf(secret), code, code, codeOfApp(secret, -1), 'x', '12345']) {
      const { second } = await signInWith(user, typed)
      tries.push(second.location)
    }
    const refused = '/admin/sign-in/code'
    assert.deepEqual(tries, [refused, '/admin', refused, refused, refused, refused])
  })

  test('lets in one of two sign-ins with the same code at the same time', async ({ assert }) => {
    const user = await aSuperAdministrator()
    const { secret } = await aSecondFactorOf(user)
    const code = codeOfApp(secret)
    const answers = await Promise.all([1, 2, 3].map(() => signInWith(user, code)))
    const entered = answers.filter(({ second }) => second.location === '/admin')
    assert.lengthOf(entered, 1)
  })

  test('can be replaced by a recovery code, each of which works once', async ({ assert }) => {
    const user = await aSuperAdministrator()
    const { codes } = await enrol(await aVisitorSignedInAs(user), user)
    const tries = []
    for (const typed of [codes[0].toUpperCase(), codes[0], codes[1].replaceAll('-', ' ')]) {
      const { second } = await signInWith(user, typed)
      tries.push(second.location)
    }
    assert.deepEqual(tries, ['/admin', '/admin/sign-in/code', '/admin'])
  })

  test('requires the password to renew recovery codes or to be removed', async ({ assert }) => {
    const user = await anAdministrator()
    const visitor = await aVisitorSignedInAs(user)
    const { codes } = await enrol(visitor, user)
    await visitor.get('/admin/account')

    const wrong = await visitor.post('/admin/account/second-factor/remove', {
      currentPassword: 'wrong',
      dialog: 'turn-off',
    })
    assert.equal(wrong.location, '/admin/account')
    const refused = await visitor.follow(wrong)
    assert.match(refused.html, /<dialog\s+id="turn-off"[^>]*\sopen/)
    assert.lengthOf(refused.html.match(/not your current password/g)!, 1)
    const renewed = await visitor.post('/admin/account/second-factor/codes', {
      currentPassword: PASSWORD,
    })
    assert.match(renewed.html, /[a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5}/)
    const { second } = await signInWith(user, codes[0])
    assert.equal(second.location, '/admin/sign-in/code')

    await visitor.post('/admin/account/second-factor/remove', { currentPassword: PASSWORD })
    const signedIn = await new Visitor().signIn(user)
    assert.equal(signedIn.location, '/admin')
    const { total } = await db.from('recovery_codes').count('* as total').first()
    assert.equal(Number(total), 0)
  })

  test('cannot be removed from a super administrator', async ({ assert }) => {
    const user = await aSuperAdministrator()
    const visitor = await aVisitorSignedInAs(user)
    await enrol(visitor, user)
    const account = await visitor.get('/admin/account')
    assert.notInclude(account.html, 'Turn off')
    const refused = await visitor.post('/admin/account/second-factor/remove', {
      currentPassword: PASSWORD,
    })
    const { html } = await visitor.follow(refused)
    assert.include(html, 'must keep a second factor')
    const signedIn = await new Visitor().signIn(user)
    assert.equal(signedIn.location, '/admin/sign-in/code')
  })

  test('moves to another app with the password and a code from it', async ({ assert }) => {
    const user = await aSuperAdministrator()
    const visitor = await aVisitorSignedInAs(user)
    const { secret: old, codes } = await enrol(visitor, user)
    const elsewhere = await aVisitorWithSessionOf(user)
    const path = '/admin/account/second-factor/other'
    const { html } = await visitor.get(path)
    const secret = /<code[^>]*>([^<]+)</.exec(html)![1].replace(/\s/g, '')
    assert.notEqual(secret, old)
    assert.notInclude(JSON.stringify(await db.from('sessions').select('*')), secret)

    const right = { code: codeOfApp(secret), currentPassword: PASSWORD }
    for (const wrong of [{ code: wrongCodeOf(secret) }, { currentPassword: 'wrong' }]) {
      const refused = await visitor.post(path, { ...right, ...wrong })
      assert.equal(refused.location, path)
      const page = await visitor.follow(refused)
      assert.include(page.html, secret.slice(0, 4))
    }
    const stands = await SecondFactor.findByOrFail('userId', user.id)
    assert.equal(stands.secret, old)

    const replaced = await visitor.post(path, right)
    assert.match(replaced.html, /[a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5}/)
    const { location } = await elsewhere.get('/admin')
    assert.equal(location, '/admin/sign-in')
    const refused = '/admin/sign-in/code'
    const tries = []
    for (const code of [codes[0], codeOfApp(old, 1), codeOfApp(secret, 1)]) {
      const { second } = await signInWith(user, code)
      tries.push(second.location)
    }
    assert.deepEqual(tries, [refused, refused, '/admin'])
    assert.include(await actionsAbout(user.id), 'account.second_factor_replaced')
    const again = await visitor.get(path)
    assert.notInclude(again.html, secret.slice(0, 8))
  })

  test('can be removed on the console when it is lost, which ends open sessions', async ({
    assert,
  }) => {
    const user = await anAdministrator()
    await aSecondFactorOf(user)
    const open = await aVisitorWithSessionOf(user)
    const { code, stdout, stderr } = await ace(['account:reset-second-factor', user.email])
    assert.equal(code, 0, stderr)
    assert.include(stdout, 'with the password only')

    const { location } = await open.get('/admin')
    assert.equal(location, '/admin/sign-in')
    const { location: entered } = await new Visitor().signIn(user)
    assert.equal(entered, '/admin')
    const [entry] = await AuditEntry.query().where('targetId', user.id).orderBy('id')
    assert.include(entry.$attributes, { action: 'account.second_factor_reset', channel: 'console' })

    for (const email of [user.email, 'nobody@theta.example']) {
      const refused = await ace(['account:reset-second-factor', email])
      assert.equal(refused.code, 1)
      assert.lengthOf(refused.stderr.trim().split('\n'), 1)
    }
  })

  test('invalidates the sign-in when the password changes between the two steps', async ({
    assert,
  }) => {
    const user = await aSuperAdministrator()
    const { secret } = await aSecondFactorOf(user)
    const visitor = new Visitor()
    await visitor.signIn(user)
    await visitor.get('/admin/sign-in/code')
    await user.merge({ password: 'another hash' }).save()
    const answer = await visitor.post('/admin/sign-in/code', { code: codeOfApp(secret) })
    const { html } = await visitor.follow(answer)
    assert.include(html, 'Sign in again')
  })

  test('leads back from the second step to the first without a password', async ({ assert }) => {
    const visitor = new Visitor()
    const page = await visitor.get('/admin/sign-in/code')
    assert.equal(page.location, '/admin/sign-in')
    await visitor.get('/admin/sign-in')
    const answer = await visitor.post('/admin/sign-in/code', { code: '123456' })
    assert.equal(answer.status, 303)
  })
})

test.group('Guessing a second factor', (group) => {
  group.each.setup(emptyStores)
  group.each.setup(() => () => env.set('RATE_LIMITS', 'off'))

  /** An administrator with a second factor, and a visitor who has entered the right password. */
  async function aGuesser() {
    const user = await anAdministrator()
    const { secret, codes } = await enrol(await aVisitorSignedInAs(user), user)
    env.set('RATE_LIMITS', 'on')
    const visitor = new Visitor()
    await visitor.signIn(user)
    await visitor.get('/admin/sign-in/code')
    const enter = async (code: string) => {
      const answer = await visitor.post('/admin/sign-in/code', { code })
      if (answer.location === '/admin') return 'in'
      const { html } = await visitor.follow(answer)
      return html
    }
    return { enter, recoveryCodes: codes, secret }
  }

  test('is limited to ten attempts in a quarter of an hour, while a recovery code still works', async ({
    assert,
  }) => {
    const { enter, recoveryCodes, secret } = await aGuesser()
    for (let guess = 1; guess <= 10; guess++)
      assert.include(await enter(wrongCodeOf(secret)), 'That code isn’t valid')

    assert.include(await enter(codeOfApp(secret, 1)), 'Too many attempts')
    assert.equal(await enter(recoveryCodes[0]), 'in')
  })

  test('is limited to thirty attempts a day, while a recovery code still works', async ({
    assert,
  }) => {
    const { enter, recoveryCodes, secret } = await aGuesser()
    const wrong = wrongCodeOf(secret)
    for (let guess = 1; guess <= 30; guess++) {
      assert.include(await enter(wrong), 'That code isn’t valid')
      await db.from('rate_limits').where('key', 'like', '%second_factor:%').delete()
      await db.from('rate_limits').where('key', 'like', '%second_factor_address:%').delete()
    }

    assert.include(await enter(codeOfApp(secret, 1)), 'Please try again in 24 hours')
    assert.equal(await enter(recoveryCodes[0]), 'in')
  }).skip(Boolean(env.get('REDIS_URL')), 'Limits are counted in Redis')
})
