import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import AssignRole from '#app/accounts/actions/assign_role'
import BlockAccount from '#app/accounts/actions/block_account'
import LastSuperAdministrator from '#app/accounts/exceptions/last_super_administrator'
import Enrollment from '#app/accounts/models/enrollment'
import User from '#app/accounts/models/user'
import { ROLES } from '#app/accounts/roles'
import ProgressDocument from '#app/learning/documents/progress'
import { consoleActor } from '#app/platform/audit/actor'
import AuditEntry from '#app/platform/audit/audit_entry'
import { newId } from '#app/platform/ids'
import { actionsAbout } from '#tests/helpers/audit'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aVisitorSignedInAs } from '#tests/helpers/dashboard'
import { enrollmentsOf } from '#tests/helpers/learning'
import { anOrder } from '#tests/helpers/payments'
import {
  aLearner,
  anAdministrator,
  aSuperAdministrator,
  enroll,
  tokenOf,
} from '#tests/helpers/people'
import { queriesOf } from '#tests/helpers/queries'
import { emptyStores } from '#tests/helpers/stores'

const MAX_QUERIES = 12
const SCRIPT = '<script>alert(1)</script>'

/** The names in the list of people, in its order. */
const namesIn = (html: string) =>
  [...html.matchAll(/class="row-link[^"]*"[^>]*>\s*<bdi>([^<]*?)</g)].map(([, name]) => name)

async function manyPeople(number: number, courses: string[] = []) {
  const people = Array.from({ length: number }, (_, index) => ({
    id: newId(),
    name: `Person ${index}`,
    email: `person-${newId()}@theta.example`,
    password: 'none',
    role: 'user' as const,
    mainrole: 'user' as const,
  }))
  await User.createMany(people)
  await Enrollment.createMany(
    people.flatMap(({ id }) => courses.map((courseId) => ({ userId: id, courseId })))
  )
}

test.group('The list of people', (group) => {
  group.each.setup(emptyStores)

  test('filters by name, e-mail address, role, state and join date', async ({ assert }) => {
    const joinedLongAgo = { createdAt: DateTime.fromISO('2020-03-01T12:00:00Z') }
    const asha = await aLearner({ name: 'Asha 100%', ...joinedLongAgo })
    await aLearner({ name: 'Vikram', email: 'vikram_rao@theta.example' })
    await aLearner({ name: 'Meera', blockedAt: DateTime.utc() })
    const visitor = await aVisitorSignedInAs(await anAdministrator({ name: 'Ravi' }))
    const found = async (query: string) => {
      const { html } = await visitor.get(`/admin/people?${query}`)
      return namesIn(html)
    }

    assert.deepEqual(await found('search=ASHA'), ['Asha 100%'])
    assert.deepEqual(await found('search=100%25'), ['Asha 100%'])
    assert.deepEqual(await found('search=vikram_'), ['Vikram'])
    assert.deepEqual(await found(`search=${asha.id}`), ['Asha 100%'])
    assert.deepEqual(await found('role=admin'), ['Ravi'])
    assert.deepEqual(await found('state=blocked'), ['Meera'])
    assert.deepEqual(await found('from=2020-03-01&to=2020-03-01'), ['Asha 100%'])
    assert.deepEqual(await found('sort=name'), ['Asha 100%', 'Meera', 'Ravi', 'Vikram'])
    assert.deepEqual(await found('sort=-name&search=&role='), [
      'Vikram',
      'Ravi',
      'Meera',
      'Asha 100%',
    ])
    const { html } = await visitor.get('/admin/people?search=nobody%20at%20all')
    assert.include(html, 'No people match these filters')
  })

  test('keeps filters and sort order in the links to other pages', async ({ assert }) => {
    await manyPeople(120)
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html } = await visitor.get('/admin/people?search=person&sort=name&page=2')
    assert.lengthOf(namesIn(html), 50)
    assert.include(html, '/admin/people?search=person&amp;sort=name&amp;page=3')
    assert.match(html, /120\s+people/)
  })

  test('refuses invalid filters: {$self}')
    .with(['page=0', 'page=x', 'from=2026-02-31x', 'from=2026-13-41', 'role=root', 'search=%00'])
    .run(async ({ assert }, query) => {
      const visitor = await aVisitorSignedInAs(await anAdministrator())
      const { status } = await visitor.get(`/admin/people?${query}`)
      assert.equal(status, 422)
    })

  test('makes no more queries for 500 people than for 10', async ({ assert }) => {
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    await manyPeople(10, [newId(), newId()])
    const few = await queriesOf(() => visitor.get('/admin/people'))
    await manyPeople(490, [newId(), newId()])
    const many = await queriesOf(() => visitor.get('/admin/people'))
    assert.equal(many, few)
    assert.isAtMost(many, MAX_QUERIES)
    assert.isAbove(few, 3)
  })

  test('escapes stored text', async ({ assert }) => {
    const person = await aLearner({ name: SCRIPT })
    const course = await aCourse({ title: SCRIPT })
    await enroll(person, course)
    await anOrder(person, course)
    const visitor = await aVisitorSignedInAs(await aSuperAdministrator())
    for (const path of ['', `/${person.id}`, `/${person.id}/courses/grant`]) {
      const { html } = await visitor.get(`/admin/people${path}`)
      assert.include(html, '&lt;script&gt;alert(1)', path)
      assert.notInclude(html, SCRIPT, path)
    }
  })
})

test.group('A person’s page', (group) => {
  group.each.setup(emptyStores)

  test('shows courses with progress, orders, sessions and tokens', async ({ assert, client }) => {
    const person = await anAdministrator({ name: 'Asha Rao' })
    const course = await aCourse({ title: 'Knots that hold' })
    const [first] = [await aLecture(course), await aLecture(course)]
    await enroll(person, course)
    const progress = { user: person.id, course: course._id, completedLectures: [first._id] }
    await ProgressDocument.create(progress)
    await anOrder(person, course)
    await client
      .post('/api/user/login')
      .header('user-agent', 'Mozilla/5.0 (iPhone) Safari/605')
      .json({ email: person.email, password: 'correct horse battery' })
    await aVisitorSignedInAs(person)

    const visitor = await aVisitorSignedInAs(await aSuperAdministrator())
    const { html } = await visitor.get(`/admin/people/${person.id}`)
    assert.include(html, 'Knots that hold')
    assert.match(html, /1 of 2/)
    assert.include(html, 'Not paid')
    assert.include(html, 'Safari on iOS')
    assert.include(html, 'Chrome on Linux')
  })

  test('counts visible lectures, and shows nobody as active who has done nothing', async ({
    assert,
  }) => {
    const person = await aLearner()
    const course = await aCourse({ title: 'Knots that hold' })
    const [seen, hidden] = [
      await aLecture(course),
      await aLecture(course, { status: 'unpublished' }),
    ]
    await aLecture(course, { deletion: newId() })
    await enroll(person, course)
    const progress = await ProgressDocument.create({ user: person.id, course: course._id })
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const shown = async () => {
      const { html } = await visitor.get(`/admin/people/${person.id}`)
      return {
        progress: /\d+\s+of\s+\d+/.exec(html)?.[0].replace(/\s+/g, ' '),
        isActive: !/Last activity"[^<]*<span class="muted">none/.test(html),
        link: html.includes(`href="/admin/courses/${course._id}"`),
      }
    }
    assert.deepEqual(await shown(), { progress: '0 of 1', isActive: false, link: true })
    await ProgressDocument.updateOne(
      { _id: progress._id },
      { completedLectures: [seen._id, hidden._id] }
    )
    assert.deepEqual(await shown(), { progress: '1 of 1', isActive: true, link: true })
  })

  test('makes no more queries for 500 courses than for 10', async ({ assert }) => {
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const person = await aLearner()
    const pages: number[] = []
    for (const number of [10, 490]) {
      const rows = Array.from({ length: number }, () => ({ userId: person.id, courseId: newId() }))
      await Enrollment.createMany(rows)
      pages.push(await queriesOf(() => visitor.get(`/admin/people/${person.id}`)))
    }
    assert.equal(pages[0], pages[1])
    assert.isAtMost(pages[1], MAX_QUERIES)
  })

  test('answers 404 for {what}')
    .with([
      { what: 'an unknown id', id: newId() },
      { what: 'a malformed id', id: 'nothing' },
    ])
    .run(async ({ assert }, { id }) => {
      const visitor = await aVisitorSignedInAs(await anAdministrator())
      const { status } = await visitor.get(`/admin/people/${id}`)
      assert.equal(status, 404)
    })
})

test.group('Granting and revoking a course', (group) => {
  group.each.setup(emptyStores)

  test('opens and closes the course at once', async ({ assert, client }) => {
    const person = await aLearner()
    const token = await tokenOf(person)
    const course = await aCourse({ title: 'Knots that hold' })
    const lecture = await aLecture(course)
    const visitor = await aVisitorSignedInAs(await anAdministrator({ name: 'Ravi' }))
    const path = `/admin/people/${person.id}`
    const watch = () => client.get(`/api/lecture/${lecture._id}`).headers(token)
    const before = await watch()
    before.assertStatus(403)

    await visitor.get(`${path}/courses/grant`)
    const courseId = String(course._id)
    const answer = await visitor.post(`${path}/courses/grant`, { courseId, reason: 'A prize' })

    const { html } = await visitor.follow(answer)
    assert.match(html, /Given by\s+<bdi>Ravi[^:]*:\s+<bdi>A prize/)
    const revocation = `action="${path}/courses/${courseId}/revoke"`
    assert.lengthOf(html.split(revocation), 3, 'in the question, and as undo')
    const granted = await watch()
    granted.assertStatus(200)
    const me = await client.get('/api/user/me').headers(token)
    assert.deepEqual(me.body().user.subscription, [courseId])
    assert.lengthOf(await ProgressDocument.find({ user: person.id }), 1)

    await visitor.post(`${path}/courses/${courseId}/revoke`)
    await visitor.post(`${path}/courses/${courseId}/revoke`)

    const revoked = await watch()
    revoked.assertStatus(403)
    assert.lengthOf(await ProgressDocument.find({ user: person.id }), 1)
    assert.deepEqual(await actionsAbout(person.id), ['enrollment.granted', 'enrollment.revoked'])
    const [entry] = await AuditEntry.query().where('targetId', person.id).orderBy('id')
    assert.deepInclude(entry.after, { reason: 'A prize' })
    assert.include(entry.targetLabel, 'Knots that hold')
  })

  test('names an administrator with a very long name, cut between characters', async ({
    assert,
  }) => {
    const [person, course] = [await aLearner(), await aCourse()]
    const email = `${'a'.repeat(60)}@${'b'.repeat(60)}.example`
    const visitor = await aVisitorSignedInAs(
      await anAdministrator({ name: '👨‍👩‍👧‍👦'.repeat(23), email })
    )
    await visitor.get(`/admin/people/${person.id}/courses/grant`)

    const courseId = String(course._id)
    const grant = { courseId, reason: 'A prize' }
    const answer = await visitor.post(`/admin/people/${person.id}/courses/grant`, grant)

    assert.equal(answer.status, 303)
    const { grantedBy } = await Enrollment.findByOrFail('userId', person.id)
    assert.isAtMost(grantedBy!.length, 255)
    assert.isTrue(grantedBy!.startsWith('👨‍👩‍👧‍👦'.repeat(23)))
    const [entry] = await AuditEntry.query().where('targetId', person.id)
    assert.equal(entry.actorLabel, grantedBy)
  })

  test('accepts an id in any spelling', async ({ assert }) => {
    const [person, course] = [await aLearner(), await aCourse()]
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    await visitor.get(`/admin/people/${person.id}/courses/grant`)
    await visitor.post(`/admin/people/${person.id}/courses/grant`, {
      courseId: String(course._id).toUpperCase(),
      reason: 'A prize',
    })
    assert.deepEqual(await enrollmentsOf(person), [String(course._id)])
  })

  test('shows an error at the field {field} for {flaw}')
    .with([
      {
        flaw: 'a course that the person has',
        field: 'courseId',
        kept: 'A prize',
        reason: 'A prize',
        course: 'enrolled',
      },
      {
        flaw: 'no course',
        field: 'courseId',
        kept: 'A prize',
        reason: 'A prize',
        course: 'none',
      },
      {
        flaw: 'a blank reason',
        field: 'reason',
        kept: 'selected',
        reason: ' ',
        course: 'another',
      },
    ])
    .run(async ({ assert }, { field, kept, reason, course }) => {
      const person = await aLearner()
      const [enrolled, another] = [await aCourse(), await aCourse()]
      await enroll(person, enrolled)
      const ids: Record<string, string> = {
        enrolled: String(enrolled._id),
        another: String(another._id),
        none: '',
      }
      const visitor = await aVisitorSignedInAs(await anAdministrator())
      await visitor.get(`/admin/people/${person.id}/courses/grant`)
      const answer = await visitor.post(`/admin/people/${person.id}/courses/grant`, {
        courseId: ids[course],
        reason,
      })
      const { html } = await visitor.follow(answer)
      assert.match(html, new RegExp(`id="field-${field}"[^>]*aria-invalid="true"`))
      assert.include(html, kept)
      assert.deepEqual(await enrollmentsOf(person), [String(enrolled._id)])
    })
})

test.group('Roles and blocks', (group) => {
  group.each.setup(emptyStores)

  test('lets a super administrator promote and demote an administrator', async ({ assert }) => {
    const person = await anAdministrator()
    const theirs = await aVisitorSignedInAs(person)
    const visitor = await aVisitorSignedInAs(await aSuperAdministrator())
    await visitor.get(`/admin/people/${person.id}`)
    await visitor.post(`/admin/people/${person.id}/role`, { role: 'learner' })

    const { location } = await theirs.get('/admin')
    assert.equal(location, '/admin/sign-in')
    await visitor.post(`/admin/people/${person.id}/role`, { role: 'super' })
    await person.refresh()
    assert.equal(person.mainrole, 'superadmin')
    const [, ...actions] = await actionsAbout(person.id)
    assert.deepEqual(actions, ['account.role_changed', 'account.role_changed'])
  })

  test('lets an administrator change no roles and block no colleague', async ({ assert }) => {
    const colleague = await anAdministrator()
    const theirs = await aVisitorSignedInAs(colleague)
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html } = await visitor.get(`/admin/people/${colleague.id}`)
    assert.notInclude(html, 'Change role')
    for (const [path, fields] of [
      ['role', { role: 'super' }],
      ['block', {}],
      ['sessions/end', {}],
    ] as [string, Record<string, string>][]) {
      const answer = await visitor.post(`/admin/people/${colleague.id}/${path}`, fields)
      const { html: told } = await visitor.follow(answer)
      assert.include(told, 'You are not allowed to do this.', path)
    }
    await colleague.refresh()
    assert.isNull(colleague.blockedAt)
    assert.equal(colleague.mainrole, 'user')
    const { status } = await theirs.get('/admin')
    assert.equal(status, 200)
  })

  test('refuses to demote or block the last super administrator', async ({ assert }) => {
    const last = await aSuperAdministrator()
    const other = await aSuperAdministrator()
    await other.merge({ blockedAt: DateTime.utc() }).save()
    const visitor = await aVisitorSignedInAs(last)
    await visitor.get(`/admin/people/${last.id}`)
    const answer = await visitor.post(`/admin/people/${last.id}/role`, { role: 'admin' })
    const { html } = await visitor.follow(answer)
    assert.include(html, 'the only super administrator')

    const block = await app.container.make(BlockAccount)
    const input = { actor: consoleActor(), userId: last.id, blocked: true }
    await assert.rejects(() => block.handle(input), LastSuperAdministrator.message)
  })

  test('keeps one of two super administrators who are demoted at once', async ({ assert }) => {
    const both = [await aSuperAdministrator(), await aSuperAdministrator()]
    const assign = await app.container.make(AssignRole)
    const outcomes = await Promise.allSettled(
      both.map(({ id }) => assign.handle({ actor: consoleActor(), userId: id, ...ROLES.admin }))
    )
    assert.lengthOf(
      outcomes.filter(({ status }) => status === 'fulfilled'),
      1
    )
    assert.lengthOf(await User.query().where('mainrole', 'superadmin'), 1)
  })

  test('blocks at once, and can be lifted', async ({ assert, client }) => {
    const person = await aLearner()
    const token = await tokenOf(person)
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    await visitor.get(`/admin/people/${person.id}`)
    const answer = await visitor.post(`/admin/people/${person.id}/block`)
    const { html } = await visitor.follow(answer)
    assert.include(html, `action="/admin/people/${person.id}/unblock"`)
    const blocked = await client.get('/api/user/me').headers(token)
    blocked.assertStatus(401)
    await visitor.post(`/admin/people/${person.id}/unblock`)
    await person.refresh()
    assert.isNull(person.blockedAt)
    assert.deepEqual(await actionsAbout(person.id), ['account.blocked', 'account.unblocked'])
  })

  test('lets nobody block themselves', async ({ assert }) => {
    const administrators = [await aSuperAdministrator(), await aSuperAdministrator()]
    const visitor = await aVisitorSignedInAs(administrators[0])
    const { html } = await visitor.get(`/admin/people/${administrators[0].id}`)
    assert.notInclude(html, `/admin/people/${administrators[0].id}/block`)
    const answer = await visitor.post(`/admin/people/${administrators[0].id}/block`)
    const page = await visitor.follow(answer)
    assert.include(page.html, 'You cannot block your own account.')
  })
})

test.group('Sessions and tokens of a person', (group) => {
  group.each.setup(emptyStores)

  test('ends them one by one, or all at once', async ({ assert, client }) => {
    const person = await anAdministrator()
    const [one, other] = [await tokenOf(person), await tokenOf(person)]
    const theirs = await aVisitorSignedInAs(person)
    const visitor = await aVisitorSignedInAs(await aSuperAdministrator())
    const me = async (token: { token: string }) => {
      const answer = await client.get('/api/user/me').headers(token)
      return answer.status()
    }

    const { html } = await visitor.get(`/admin/people/${person.id}`)
    const ends = [...html.matchAll(/action="(\/admin\/people\/\w+\/tokens\/\d+\/end)"/g)]
    assert.lengthOf(ends, 2)
    await visitor.post(ends[0][1])
    assert.sameMembers([await me(one), await me(other)], [200, 401])

    await visitor.post(`/admin/people/${person.id}/sessions/end`)
    assert.deepEqual([await me(one), await me(other)], [401, 401])
    const { location } = await theirs.get('/admin')
    assert.equal(location, '/admin/sign-in')
    const actions = await actionsAbout(person.id)
    assert.lengthOf(
      actions.filter((action) => action === 'session.ended'),
      2
    )
  })

  test('refuses to end them through another person’s page', async ({ assert, client }) => {
    const [person, someone] = [await aLearner(), await aLearner()]
    const token = await tokenOf(someone)
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html } = await visitor.get(`/admin/people/${someone.id}`)
    const [, id] = /tokens\/(\d+)\/end/.exec(html)!
    await visitor.post(`/admin/people/${person.id}/tokens/${id}/end`)
    const me = await client.get('/api/user/me').headers(token)
    me.assertStatus(200)
    assert.isEmpty(await actionsAbout(person.id))
  })
})
