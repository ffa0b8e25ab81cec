import { test } from '@japa/runner'
import Order from '#app/payments/models/order'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aVisitorSignedInAs } from '#tests/helpers/dashboard'
import { anOrder } from '#tests/helpers/payments'
import { aLearner, anAdministrator } from '#tests/helpers/people'
import { queriesOf } from '#tests/helpers/queries'
import { emptyStores } from '#tests/helpers/stores'

const MAX_QUERIES = 12
const SCRIPT = '<script>alert(1)</script>'

const linksIn = (html: string) =>
  [...html.matchAll(/href="([^"]+)"\s+data-found/g)].map(([, path]) => path)

test.group('The search', (group) => {
  group.each.setup(emptyStores)

  test('finds courses, lectures, people, orders, pages and actions', async ({ assert }) => {
    const course = await aCourse({ title: 'Knots (that hold)' })
    await aLecture(course, { title: 'Bowline' })
    const person = await aLearner({ name: 'Asha Rao', email: 'asha@theta.example' })
    const gatewayOrderId = await anOrder(person, course)
    const order = await Order.findByOrFail({ gatewayOrderId })
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const find = async (text: string) => {
      const { html } = await visitor.get(`/admin/search?q=${encodeURIComponent(text)}`)
      return linksIn(html)
    }

    assert.deepEqual(await find('KNOTS (that'), [`/admin/courses/${course._id}`])
    assert.deepEqual(await find('bowl'), [`/admin/courses/${course._id}`])
    assert.deepEqual(await find('asha r'), [
      `/admin/people/${person.id}`,
      `/admin/people/${person.id}/courses/grant`,
    ])
    assert.deepEqual(await find(gatewayOrderId), [`/admin/payments/orders/${order.id}`])
    assert.include(await find('asha@theta.example'), `/admin/payments/orders/${order.id}`)
    assert.deepEqual(await find('pay'), ['/admin/payments', '/admin/payments/export'])
    assert.deepEqual(await find('export ord'), ['/admin/payments/orders/export'])
    assert.isEmpty(await find('.*'))
    assert.isEmpty(await find('nothing at all'))
    const { html } = await visitor.get('/admin/search?q=nothing%20at%20all')
    assert.include(html, 'No results')
  })

  test('offers actions for what it finds, or those of the typed verb', async ({ assert }) => {
    const draft = await aCourse({ title: 'Knots', status: 'draft' })
    await aCourse({ title: 'Knots again' })
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const actionsFor = async (text: string) => {
      const { html } = await visitor.get(`/admin/search?q=${encodeURIComponent(text)}`)
      return [...html.matchAll(/(Publish|Unpublish) “([^”]+)”/g)].map(([label]) => label)
    }
    assert.sameMembers(await actionsFor('knots'), ['Publish “Knots”', 'Unpublish “Knots again”'])
    assert.deepEqual(await actionsFor('publish knots'), ['Publish “Knots”'])
    assert.deepEqual(await actionsFor('Unpublish kno'), ['Unpublish “Knots again”'])
    await visitor.post(`/admin/courses/${draft._id}/status`, { status: 'published' })
    assert.isEmpty(await actionsFor('publish knots'))
  })

  test('escapes stored text and the search term', async ({ assert }) => {
    await aCourse({ title: SCRIPT, category: SCRIPT })
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html } = await visitor.get(`/admin/search?q=${encodeURIComponent(SCRIPT)}`)
    assert.notInclude(html, SCRIPT)
    assert.lengthOf(linksIn(html), 1)
  })

  test('makes the same number of queries for any amount of data', async ({ assert }) => {
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    for (let made = 0; made < 20; made++) {
      await aLecture(await aCourse({ title: `Same ${made}` }), { title: `Same ${made}` })
      await aLearner({ name: `Same ${made}` })
    }
    const queries = await queriesOf(() => visitor.get('/admin/search?q=same'))
    assert.isAtMost(queries, MAX_QUERIES)
    const { html } = await visitor.get('/admin/search?q=same')
    assert.lengthOf(linksIn(html), 20)
  })
})
