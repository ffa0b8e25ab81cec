import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import { newId } from '#app/platform/ids'
import { aVisitorSignedInAs, ORIGIN, type Visitor } from '#tests/helpers/dashboard'
import { aSuperAdministrator, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const PARAMETER = /:[A-Za-z]+/g

const VALID: Record<string, () => string> = { ':upload': randomUUID, ':token': () => '1' }

/** Calls of the message board that need its own token. */
const MEMBERS = /^\/api\/v[12]\/(?!.*healthcheck$)/

interface OddCall {
  method: string
  path: string
}

/** Calls to every route, one for each of its parameters: that one is `odd`, the others are valid ids. */
function oddCalls(odd: string): OddCall[] {
  const routes = Object.values(router.toJSON()).flat()
  return routes.flatMap(({ methods, pattern }) =>
    (pattern.match(PARAMETER) ?? []).flatMap((parameter) => {
      const path = pattern.replace(PARAMETER, (name) =>
        name === parameter ? odd : (VALID[name] ?? newId)()
      )
      return methods.filter((method) => method !== 'HEAD').map((method) => ({ method, path }))
    })
  )
}

async function statusOf(visitor: Visitor, token: Record<string, string>, call: OddCall) {
  const { method, path } = call
  if (path.startsWith('/admin')) {
    const page = await (method === 'GET' ? visitor.get(path) : visitor.post(path, {}, { method }))
    return page.status
  }
  const { status } = await fetch(ORIGIN + path, { method, headers: token })
  return status
}

test.group('A route parameter', (group) => {
  group.each.setup(emptyStores)

  test('names nothing if it is no valid id: {what}')
    .with([
      { what: 'a null byte', odd: '%00' },
      { what: 'text with a null byte', odd: 'a%00b' },
      { what: 'an id that ends with a null byte', odd: `${'0'.repeat(23)}%00` },
      { what: 'a negative number', odd: '-1' },
      { what: 'zero', odd: '0' },
      { what: 'Arabic digits', odd: encodeURIComponent('١٢٣') },
      { what: 'three hundred characters', odd: 'x'.repeat(300) },
    ])
    .run(async ({ assert }, { odd }) => {
      const administrator = await aSuperAdministrator()
      const visitor = await aVisitorSignedInAs(administrator)
      const token = await tokenOf(administrator)

      const calls = oddCalls(odd)

      assert.isAbove(calls.length, 40)
      for (const call of calls) {
        const status = await statusOf(visitor, token, call)
        const expected = MEMBERS.test(call.path) ? 401 : 404
        assert.equal(status, expected, `${call.method} ${call.path}`)
      }
    })
})

test.group('A day or time zone that a database may not know', (group) => {
  group.each.setup(emptyStores)

  const PAGES = [
    '/admin/people',
    '/admin/people/export',
    '/admin/audit',
    '/admin/payments',
    '/admin/payments/orders',
    '/admin/payments/export',
    '/admin/payments/orders/export',
  ]

  test('is refused before the response begins, or answered in full: {$self}')
    .with(['0000-01-01', '0001-01-01', '1900-01-01', '2999-12-31', '9999-12-31', '275760-09-13'])
    .run(async ({ assert }, day) => {
      const visitor = await aVisitorSignedInAs(await aSuperAdministrator())
      for (const page of PAGES)
        for (const field of ['from', 'to']) {
          const { status } = await visitor.get(`${page}?${field}=${day}`)
          assert.include([200, 422], status, `${page} ${field}`)
        }
    })

  test('is replaced by the time zone of the business: {$self}')
    .with(['AGT', 'SystemV/AST4', '+05:30', 'EST5EDT', 'Etc/Nowhere'])
    .run(async ({ assert }, zone) => {
      const visitor = await aVisitorSignedInAs(await aSuperAdministrator())
      visitor.cookies.set('theta_zone', zone)
      const overview = await visitor.get('/admin')
      const { html } = await visitor.get('/admin/payments/export')

      assert.equal(overview.status, 200)
      assert.include(html, 'Paid at (Asia/Kolkata)')
    })
})
