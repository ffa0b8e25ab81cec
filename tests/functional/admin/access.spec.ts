import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import { newId } from '#app/platform/ids'
import {
  aSecondFactorOf,
  aVisitorSignedInAs,
  aVisitorWithSessionOf,
  openSessions,
  Visitor,
} from '#tests/helpers/dashboard'
import { aLearner, anAdministrator, aSuperAdministrator } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

/** The routes that are open to visitors who are not signed in. */
const DOOR = [
  'GET /admin/sign-in',
  'GET /admin/sign-in/code',
  'POST /admin/sign-in/code',
  'POST /admin/sign-in',
]

interface DashboardRoute {
  name: string
  method: string
  path: string
}

/** Every route of the dashboard, read from the router so that new ones are included. */
function dashboardRoutes(): DashboardRoute[] {
  return Object.values(router.toJSON())
    .flat()
    .filter(({ pattern }) => /^\/admin(\/|$)/.test(pattern))
    .flatMap(({ methods, pattern }) =>
      methods
        .filter((method) => method !== 'HEAD')
        .map((method) => ({
          name: `${method} ${pattern}`,
          method,
          path: pattern
            .replace(':upload', randomUUID())
            .replace(':number', '1')
            .replace(':token', '1')
            .replace(/:[A-Za-z]+\??/g, newId())
            .replace('*', 'anything'),
        }))
    )
}

const behindTheDoor = () => dashboardRoutes().filter(({ name }) => !DOOR.includes(name))

function call(visitor: Visitor, { method, path }: DashboardRoute, options = {}) {
  return method === 'GET' ? visitor.get(path) : visitor.post(path, {}, { method, ...options })
}

async function aVisitorBetweenPasswordAndCode(): Promise<Visitor> {
  const user = await aSuperAdministrator()
  await aSecondFactorOf(user)
  const visitor = new Visitor()
  const { location } = await visitor.signIn(user)
  if (location !== '/admin/sign-in/code') throw new Error(`Signing in led to ${location}`)
  await visitor.get('/admin/sign-in/code')
  return visitor
}

/** Visitors without access, each with a valid CSRF token. */
const STRANGERS: Record<string, () => Promise<Visitor>> = {
  'nobody': async () => {
    const visitor = new Visitor()
    await visitor.get('/admin/sign-in')
    return visitor
  },
  'a learner with a session': async () => aVisitorWithSessionOf(await aLearner()),
  'an administrator ahead of the second factor': aVisitorBetweenPasswordAndCode,
}

test.group('Every route of the dashboard', (group) => {
  group.each.setup(emptyStores)

  test('is covered by these tests', ({ assert }) => {
    const names = dashboardRoutes().map(({ name }) => name)
    assert.includeMembers(names, [...DOOR, 'GET /admin', 'GET /admin/*', 'POST /admin/sign-out'])
  })

  for (const [stranger, arrive] of Object.entries(STRANGERS)) {
    test(`redirects ${stranger} to sign-in`, async ({ assert }) => {
      const visitor = await arrive()
      for (const route of behindTheDoor()) {
        const { status, location } = await call(visitor, route)
        assert.deepEqual(
          { status, location },
          { status: 303, location: '/admin/sign-in' },
          route.name
        )
      }
    })
  }

  test('refuses a form without a CSRF token, sign-in included', async ({ assert }) => {
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    await visitor.get('/admin')
    for (const route of dashboardRoutes().filter(({ method }) => method !== 'GET')) {
      const refused = await call(visitor, route, { hasToken: false })
      assert.equal(refused.status, 303, route.name)
      const { html } = await visitor.get('/admin')
      assert.include(html, 'nothing was saved', route.name)
    }
    assert.equal(await openSessions(), 1)
  })

  test('has headers that keep out foreign code and other sites', async ({ assert }) => {
    const visitor = await aVisitorSignedInAs(await aSuperAdministrator())
    for (const route of dashboardRoutes().filter(({ method }) => method === 'GET')) {
      const { headers } = await call(visitor, route)
      const policy = headers.get('content-security-policy') ?? ''
      assert.match(policy, /script-src 'self' 'nonce-[\w-]{16,}'/, route.name)
      assert.notMatch(policy, /unsafe|https?:/, route.name)
      assert.equal(headers.get('x-frame-options'), 'DENY', route.name)
      assert.equal(headers.get('referrer-policy'), 'same-origin', route.name)
    }
  })

  test('sends scripts to sign-in when the session is lost', async ({ assert }) => {
    const page = await new Visitor().get('/admin/account', { 'hx-request': 'true' })
    assert.equal(page.headers.get('hx-redirect'), '/admin/sign-in')
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const refused = await visitor.get('/admin/nothing', { 'hx-request': 'true', 'accept': '*/*' })
    assert.include(refused.html, 'id="page"')
    const json = await new Visitor().get('/admin/account', { accept: 'application/json' })
    assert.equal(json.status, 401)
  })
})
