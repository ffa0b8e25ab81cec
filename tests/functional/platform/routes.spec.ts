import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import router from '@adonisjs/core/services/router'
import loaders from '#start/capabilities'
import Capabilities from '#app/platform/capabilities'
import type { Capability } from '#app/platform/capability'

/** The guards that the middleware of each route uses. */
const GUARDS: Record<string, string> = {
  authenticate: 'api',
  dashboard: 'dashboard',
  member: 'members',
}

const routes = () =>
  Object.values(router.toJSON())
    .flat()
    .map(({ name = '', methods, pattern, middleware }) => {
      const all = [...middleware.all()].map((one) => (typeof one === 'function' ? one : one.name))
      const guards = all.flatMap((one) => (typeof one === 'string' && GUARDS[one]) || [])
      const limits = all.filter((one) => typeof one === 'function')
      const isReading = methods.every((method) => ['GET', 'HEAD'].includes(method))
      return { title: `${methods} ${pattern}`, name, guards, limits, isReading }
    })

const ownerOf = (all: readonly Capability[], route: string) =>
  all.filter(({ name }) => route.startsWith(`${name}.`))

/** The limits in the manifests, by the names of capability and limit. */
async function declaredLimits({ all }: Capabilities) {
  const modules = await Promise.all(
    all.map(async ({ name, limits }) => ({ name, limits: (await limits?.()) ?? {} }))
  )
  return modules.flatMap(({ name, limits }) =>
    Object.entries(limits).flatMap(([key, limit]) =>
      [limit].flat().map((one) => ({ title: `${name}.${key}`, limit: one }))
    )
  )
}

test.group('Routes and the manifests of capabilities', (group) => {
  let capabilities: Capabilities
  group.setup(async () => {
    capabilities = await app.container.make(Capabilities)
  })

  test('gives each capability a manifest with its name', async ({ assert }) => {
    const manifests = await Promise.all(loaders.map((load) => load()))
    assert.lengthOf(manifests, capabilities.all.length)
    const names = capabilities.all.map(({ name }) => name)
    assert.equal(new Set(names).size, names.length)
  })

  test('gives every route one owner and a unique name', ({ assert }) => {
    assert.isAbove(routes().length, 90)
    const seen = new Set<string>()
    for (const { title, name } of routes()) {
      assert.lengthOf(ownerOf(capabilities.enabled, name), 1, `${title}: ${name}`)
      assert.isFalse(seen.has(name), `${title}: ${name} is taken`)
      seen.add(name)
    }
  })

  test('uses only the guards that the capability declares', ({ assert }) => {
    for (const { title, name, guards } of routes()) {
      const [{ guard }] = ownerOf(capabilities.enabled, name)
      for (const asked of guards) assert.equal(asked, guard, title)
    }
  })

  test('declares every guard that a capability uses', async ({ assert }) => {
    const declared = Object.keys(await capabilities.loadGuards())
    for (const { name, guard } of capabilities.all) if (guard) assert.include(declared, guard, name)
  })

  test('applies a declared limit to every public route that writes', async ({ assert }) => {
    const declared = await declaredLimits(capabilities)
    const known = new Set<unknown>(declared.map(({ limit }) => limit))
    const open = routes().filter(({ guards, isReading }) => !isReading && guards.length === 0)
    const unlimited = open.filter(({ limits }) => !limits.some((limit) => known.has(limit)))
    assert.isAbove(open.length, unlimited.length)
    assert.sameMembers(
      unlimited.map(({ title }) => title),
      [
        'POST /api/webhooks/razorpay', // the gateway signs each webhook, and sends many at once
        'GET,POST /sandbox/razorpay/*', // stands in for Razorpay, where there is no account
      ]
    )
  })

  test('uses every declared limit on a route', async ({ assert }) => {
    const used = new Set<unknown>(routes().flatMap(({ limits }) => limits))
    const declared = await declaredLimits(capabilities)
    assert.isNotEmpty(declared)
    for (const { title, limit } of declared) assert.isTrue(used.has(limit), title)
  })
})
