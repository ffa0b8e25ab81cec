import { type IncomingMessage, request } from 'node:http'
import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import hash from '@adonisjs/core/services/hash'
import db from '@adonisjs/lucid/services/db'
import { consoleActor } from '#app/platform/audit/actor'
import AssignRole from '#app/accounts/actions/assign_role'
import BlockAccount from '#app/accounts/actions/block_account'
import DashboardSession from '#app/accounts/models/dashboard_session'
import { ROLES } from '#app/accounts/roles'
import { aVisitorSignedInAs, openSessions, ORIGIN, Visitor } from '#tests/helpers/dashboard'
import { aLearner, anAdministrator, PASSWORD, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const actor = consoleActor()

async function block(input: Parameters<BlockAccount['handle']>[0]) {
  const blockAccount = await app.container.make(BlockAccount)
  await blockAccount.handle(input)
}

async function assign(input: Parameters<AssignRole['handle']>[0]) {
  const assignRole = await app.container.make(AssignRole)
  await assignRole.handle(input)
}

test.group('Signing in to the dashboard', (group) => {
  group.each.setup(emptyStores)

  test('opens the dashboard to an administrator, and lists the device', async ({ assert }) => {
    const administrator = await anAdministrator()
    const visitor = new Visitor()

    const answer = await visitor.signIn(administrator)

    assert.equal(answer.status, 303)
    assert.equal(answer.location, '/admin')
    const page = await visitor.get('/admin')
    assert.equal(page.status, 200)
    assert.include(page.html, administrator.email)
    assert.equal(page.headers.get('cache-control'), 'no-store')
    const session = await DashboardSession.query().where('userId', administrator.id).firstOrFail()
    assert.include(session.userAgent, 'Chrome/150')
    assert.equal(session.ip, '127.0.0.1')
    assert.isFalse(session.remembered)
  })

  test('gives the same response for a wrong e-mail address and a wrong password', async ({
    assert,
  }) => {
    const administrator = await anAdministrator()
    for (const fields of [{ password: 'wrong' }, { email: 'nobody@theta.example' }]) {
      const visitor = new Visitor()
      const answer = await visitor.signIn(administrator, fields)
      assert.equal(answer.location, '/admin/sign-in')
      const { html } = await visitor.follow(answer)
      assert.include(html, 'Wrong e-mail or password.')
      assert.notInclude(html, 'value="wrong"')
    }
    assert.equal(await openSessions(), 0)
  })

  test('refuses learners and blocked administrators', async ({ assert }) => {
    const learner = await aLearner()
    const blocked = await anAdministrator({ blockedAt: DateTime.utc() })
    for (const [user, reason] of [
      [learner, 'no access to the dashboard'],
      [blocked, 'is blocked'],
    ] as const) {
      const visitor = new Visitor()
      const { html } = await visitor.follow(await visitor.signIn(user))
      assert.include(html, reason)
      assert.include(html, user.email)
      const { location } = await visitor.get('/admin')
      assert.equal(location, '/admin/sign-in')
    }
  })

  test('lasts 30 days if requested, otherwise until the browser closes', async ({ assert }) => {
    const administrator = await anAdministrator()
    for (const [fields, days] of [
      [{ remember: '1' }, 30],
      [{}, undefined],
    ] as const) {
      await DashboardSession.query().delete()
      const visitor = new Visitor()
      await visitor.get('/admin/sign-in')
      const answer = await visitor.post('/admin/sign-in', {
        email: administrator.email,
        password: PASSWORD,
        ...fields,
      })
      const cookie = answer.headers
        .getSetCookie()
        .find((line) => line.startsWith('theta_dashboard='))!
      const maxAge = /max-age=(\d+)/i.exec(cookie)?.[1]
      assert.equal(maxAge && Number(maxAge) / 86_400, days)
      assert.match(cookie, /httponly/i)
      assert.match(cookie, /path=\/admin/i)
      assert.match(cookie, /samesite=lax/i)
      const { expiresAt } = await DashboardSession.firstOrFail()
      assert.closeTo(expiresAt.diffNow('days').days, days ?? 0.5, 0.01)
    }
  })

  test('keeps leading and trailing blanks of a password', async ({ assert }) => {
    const password = '  between blanks '
    const { email } = await anAdministrator({ password: await hash.make(password) })
    const visitor = new Visitor()
    await visitor.get('/admin/sign-in')
    await visitor.post('/admin/sign-in', { email, password })

    assert.lengthOf(await DashboardSession.all(), 1)
  })

  test('starts a new session, so that none can be planted beforehand', async ({ assert }) => {
    const administrator = await anAdministrator()
    const visitor = new Visitor()
    await visitor.get('/admin/sign-in')
    const before = visitor.cookies.get('theta_session')
    await visitor.signIn(administrator)
    assert.notEqual(visitor.cookies.get('theta_session'), before)
  })

  test('issues valid tokens to pages requested at once', async ({ assert }) => {
    const visitor = new Visitor()
    const user = await anAdministrator()
    await visitor.get('/admin/sign-in')
    await visitor.post('/admin/sign-in', { email: user.email, password: PASSWORD })

    const pages = await Promise.all(
      ['/admin', '/admin/courses', '/admin/account'].map((path) => visitor.get(path))
    )

    for (const { html } of pages) {
      const [, token] = /name="csrf-token" content="([^"]+)"/.exec(html)!
      const { status } = await visitor.send('POST', '/admin/courses/description', {
        headers: { 'accept': 'application/json', 'x-csrf-token': token },
        body: new URLSearchParams({ description: 'x' }),
      })
      assert.equal(status, 200)
    }
  })

  test('ends by signing out, and only on that device', async ({ assert }) => {
    const administrator = await anAdministrator()
    const visitor = await aVisitorSignedInAs(administrator)
    const elsewhere = await aVisitorSignedInAs(administrator)
    const stolen = visitor.cookies.get('theta_dashboard')!

    const answer = await visitor.post('/admin/sign-out')

    const { html } = await visitor.follow(answer)
    assert.include(html, 'You have signed out.')
    visitor.cookies.set('theta_dashboard', stolen)
    const { location } = await visitor.get('/admin')
    assert.equal(location, '/admin/sign-in')
    const { status } = await elsewhere.get('/admin')
    assert.equal(status, 200)
  })

  test('ends at the next request after: {$self}')
    .with(['the role is taken away', 'a block', 'the session is revoked', 'it has expired'])
    .run(async ({ assert }, cause) => {
      const administrator = await anAdministrator()
      const { email } = administrator
      const visitor = await aVisitorSignedInAs(administrator)
      const { status } = await visitor.get('/admin')
      assert.equal(status, 200)

      if (cause === 'a block') await block({ actor, email, blocked: true })
      else if (cause === 'the role is taken away') await assign({ actor, email, ...ROLES.learner })
      else if (cause === 'it has expired')
        await DashboardSession.query().update({ expiresAt: '2020-01-01 00:00:00' })
      else await DashboardSession.query().delete()

      const page = await visitor.get('/admin')
      assert.equal(page.status, 303)
      assert.equal(page.location, '/admin/sign-in')
    })

  test('revives no session when a role or a block is restored', async ({ assert }) => {
    const administrator = await anAdministrator()
    const { email } = administrator
    const visitor = await aVisitorSignedInAs(administrator)
    await assign({ actor, email, ...ROLES.learner })
    await assign({ actor, email, ...ROLES.admin })
    const { location } = await visitor.get('/admin')
    assert.equal(location, '/admin/sign-in')

    await visitor.signIn(administrator)
    await block({ actor, email, blocked: true })
    await block({ actor, email, blocked: false })
    const page = await visitor.get('/admin')
    assert.equal(page.location, '/admin/sign-in')
  })

  test('returns to the same page after a lost session', async ({ assert }) => {
    const visitor = new Visitor()
    const lost = await visitor.get('/admin/account?tab=sessions')
    assert.equal(lost.location, '/admin/sign-in')
    const { location } = await visitor.signIn(await anAdministrator())
    assert.equal(location, '/admin/account?tab=sessions')
  })

  test('restores the input of a form after a lost session, except passwords', async ({
    assert,
  }) => {
    const administrator = await anAdministrator()
    const visitor = await aVisitorSignedInAs(administrator)
    await visitor.get('/admin/account')
    await DashboardSession.query().delete()

    const lost = await visitor.post('/admin/account/password', {
      currentPassword: 'typed hush',
      password: 'another hush',
      username: 'typed name',
    })
    assert.equal(lost.location, '/admin/sign-in')
    const kept = JSON.stringify(await db.from('sessions').select('*'))
    assert.include(kept, 'typed name')
    assert.notInclude(kept, 'hush')
    const back = await visitor.signIn(administrator)
    assert.equal(back.location, '/admin/account')
    const { html } = await visitor.follow(back)
    assert.include(html, 'Your changes are still here')
  })

  test('refuses a form without a CSRF token, and says so', async ({ assert }) => {
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const answer = await visitor.post('/admin/sign-out', {}, { hasToken: false })
    assert.equal(answer.status, 303)
    const { html, status } = await visitor.follow(answer)
    assert.equal(status, 200)
    assert.include(html, 'nothing was saved')
    assert.equal(await openSessions(), 1)
  })

  test('ignores a message that a refused form brings along', async ({ assert }) => {
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    await visitor.get('/admin/courses')
    const forged = {
      'notice': 'Settle your bill',
      'problem': 'Settle your debts',
      'inputErrors[title]': 'Settle it',
      'undo[action]': '/admin/people/1/block',
      'undo[label]': 'Confirm',
    }

    for (const hasToken of [false, true]) {
      await visitor.post('/admin/courses/description', forged, { hasToken })
      const { html } = await visitor.get('/admin/courses/new')

      assert.notInclude(html, 'Settle')
      assert.notInclude(html, '/admin/people/1/block')
    }
  })

  test('ignores a message that a form brings after a lost session', async ({ assert }) => {
    const administrator = await anAdministrator()
    const visitor = await aVisitorSignedInAs(administrator)
    await visitor.get('/admin/courses/new')
    await db.from('dashboard_sessions').delete()
    await visitor.post('/admin/courses', { 'title': 'Knots', 'undo[action]': '/admin/x' })
    await visitor.get('/admin/sign-in')

    const { location } = await visitor.signIn(administrator)
    const { html } = await visitor.get(location!)

    assert.include(html, 'You are signed in again.')
    assert.include(html, 'Knots')
    assert.notInclude(html, '/admin/x')
  })

  test('redirects to its own host, whatever host a form names: {$self}')
    .with(['a b', ':', '[', '@'])
    .run(async ({ assert }, host) => {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        const headers = { host, 'accept': 'text/html', 'content-length': '0' }
        request(`${ORIGIN}/admin/sign-in`, { method: 'POST', headers }, resolve)
          .on('error', reject)
          .end()
      })

      assert.equal(response.statusCode, 303)
      assert.equal(response.headers.location, '/admin')
    })

  test('forbids caching, even of its page', async ({ assert }) => {
    for (const path of ['/admin/sign-in', '/admin/nothing']) {
      const { headers } = await new Visitor().get(path)
      assert.equal(headers.get('cache-control'), 'no-store')
    }
  })

  test('stores no cookie in its row', async ({ assert }) => {
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const row = await db.from('dashboard_sessions').firstOrFail()
    const encryption = await app.container.make('encryption')
    const cookie = decodeURIComponent(visitor.cookies.get('theta_dashboard')!).replace(/^e:/, '')
    const [id, secret] = encryption.decrypt<string>(cookie, 'theta_dashboard')!.split('.')
    assert.equal(row.id, id)
    assert.notInclude(JSON.stringify(row), secret)
  })

  test('opens no page to an API token, and no API to the dashboard’s cookie', async ({
    assert,
    client,
  }) => {
    const administrator = await anAdministrator()
    const response = await client
      .get('/admin')
      .headers({ ...(await tokenOf(administrator)), accept: 'text/html' })
      .redirects(0)
    assert.equal(response.status(), 303)
    const visitor = await aVisitorSignedInAs(administrator)
    const { status } = await visitor.get('/api/users')
    assert.equal(status, 401)
  })

  test('shows a page for unknown addresses within the layout, and only when signed in', async ({
    assert,
  }) => {
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const page = await visitor.get('/admin/nothing/here')
    assert.equal(page.status, 404)
    assert.include(page.html, 'id="navigation"')
    assert.include(page.html, page.headers.get('x-request-id')!)
    const { location } = await new Visitor().get('/admin/nothing/here')
    assert.equal(location, '/admin/sign-in')
  })
})
