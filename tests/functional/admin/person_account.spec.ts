import { test } from '@japa/runner'
import User from '#app/accounts/models/user'
import ProgressDocument from '#app/learning/documents/progress'
import Order from '#app/payments/models/order'
import { actionsAbout } from '#tests/helpers/audit'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aSecondFactorOf, aVisitorSignedInAs } from '#tests/helpers/dashboard'
import { newestMailTo, resetTokenOf } from '#tests/helpers/mailbox'
import { anOrder } from '#tests/helpers/payments'
import {
  aLearner,
  anAdministrator,
  aSuperAdministrator,
  enroll,
  tokenOf,
} from '#tests/helpers/people'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

async function aVisitorAt(user: User, person: User) {
  const visitor = await aVisitorSignedInAs(user)
  await visitor.get(`/admin/people/${person.id}`)
  return visitor
}

test.group('A person’s account', (group) => {
  group.each.setup(emptyStores)

  test('changes name and email, and says so in the audit log', async ({ assert }) => {
    const person = await aLearner({ name: 'Asha', email: 'asha@theta.example' })
    const visitor = await aVisitorAt(await anAdministrator(), person)
    const details = { dialog: 'edit-details', name: 'Asha Rao', email: 'Asha.Rao@theta.example' }
    await visitor.post(`/admin/people/${person.id}/details`, details)
    await person.refresh()
    assert.deepInclude(person.$attributes, { name: 'Asha Rao', email: 'asha.rao@theta.example' })
    const { html } = await visitor.get(`/admin/audit?targetId=${person.id}`)
    assert.include(html, 'Name Asha → Asha Rao')
    assert.include(html, 'Email asha@theta.example → asha.rao@theta.example')
  })

  test('refuses an email that another account has', async ({ assert }) => {
    const [person, other] = [await aLearner(), await aLearner()]
    const visitor = await aVisitorAt(await anAdministrator(), person)
    const details = { dialog: 'edit-details', name: 'Asha', email: other.email }
    const page = await visitor.follow(
      await visitor.post(`/admin/people/${person.id}/details`, details)
    )
    assert.include(page.html, 'Another account has this email.')
    assert.isEmpty(await actionsAbout(person.id))
  })

  test('sends a password reset email', async ({ assert }) => {
    const person = await aLearner()
    const visitor = await aVisitorAt(await anAdministrator(), person)
    await visitor.post(`/admin/people/${person.id}/password-reset`)
    assert.isString(resetTokenOf(await newestMailTo(person.email)))
    assert.deepEqual(await actionsAbout(person.id), ['account.reset_offered'])
  })

  test('resets two-factor authentication of an administrator, as a super administrator', async ({
    assert,
  }) => {
    const person = await anAdministrator()
    await aSecondFactorOf(person)
    const refused = await aVisitorAt(await anAdministrator(), person)
    await refused.post(`/admin/people/${person.id}/second-factor/reset`)
    assert.isEmpty(await actionsAbout(person.id))
    const visitor = await aVisitorAt(await aSuperAdministrator(), person)
    await visitor.post(`/admin/people/${person.id}/second-factor/reset`)
    assert.deepEqual(await actionsAbout(person.id), ['account.second_factor_reset'])
  })
})

test.group('Personal data', (group) => {
  group.each.setup(emptyStores)

  async function aBuyer() {
    const person = await aLearner({ name: 'Asha Rao', email: 'asha@theta.example' })
    const course = await aCourse({ title: 'Knots' })
    const lecture = await aLecture(course)
    await enroll(person, course)
    const headers = await tokenOf(person)
    await ProgressDocument.create({
      user: person.id,
      course: course._id,
      completedLectures: [lecture._id],
    })
    await anOrder(person, course)
    return { person, headers }
  }

  test('is exported as JSON without secrets', async ({ assert }) => {
    const { person } = await aBuyer()
    const visitor = await aVisitorAt(await anAdministrator(), person)
    const { html, headers } = await visitor.get(`/admin/people/${person.id}/export`)
    assert.match(headers.get('content-disposition')!, /^attachment/)
    const data = JSON.parse(html)
    assert.equal(data.account.email, person.email)
    assert.lengthOf(data.account.courses, 1)
    assert.lengthOf(data.account.devices, 1)
    assert.lengthOf(data.orders, 1)
    assert.lengthOf(data.progress, 1)
    assert.notMatch(html, /argon2|hash/i)
    assert.deepEqual(await actionsAbout(person.id), ['account.exported'])
  })

  test('is erased except for orders, which name nobody any more', async ({ assert, client }) => {
    const { person, headers } = await aBuyer()
    const visitor = await aVisitorAt(await aSuperAdministrator(), person)
    const form = { dialog: 'erase', typed: person.email }
    await visitor.post(`/admin/people/${person.id}/erase`, form)
    await workOutbox()

    const erased = await User.findOrFail(person.id)
    assert.equal(erased.name, 'Erased person')
    assert.notInclude(JSON.stringify(erased.$attributes), 'asha')
    const me = await client.get('/api/user/me').headers(headers)
    me.assertStatus(401)
    assert.equal(await ProgressDocument.countDocuments({ user: person.id }), 0)
    const orders = await Order.query().where('userId', person.id)
    assert.lengthOf(orders, 1)
    const { html } = await visitor.get(`/admin/payments/orders/${orders[0].id}`)
    assert.include(html, 'Erased person')
    const list = await visitor.get('/admin/people')
    assert.notInclude(list.html, 'Erased person')
    await visitor.post(`/admin/people/${person.id}/unblock`)
    await erased.refresh()
    assert.isNotNull(erased.blockedAt)
  })

  test('is kept without the typed email, and for administrators who are not super', async ({
    assert,
  }) => {
    const { person } = await aBuyer()
    for (const [user, typed] of [
      [await aSuperAdministrator(), 'asha'],
      [await anAdministrator(), person.email],
    ] as const) {
      const visitor = await aVisitorAt(user, person)
      await visitor.post(`/admin/people/${person.id}/erase`, { dialog: 'erase', typed })
      await person.refresh()
      assert.equal(person.name, 'Asha Rao')
    }
  })
})
