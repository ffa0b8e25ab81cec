import { readFile } from 'node:fs/promises'
import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import AssignRole from '#app/accounts/actions/assign_role'
import User from '#app/accounts/models/user'
import { ROLES } from '#app/accounts/roles'
import { courseOf } from '#app/catalog/audited_catalog'
import { consoleActor } from '#app/platform/audit/actor'
import { newId } from '#app/platform/ids'
import Audit from '#app/platform/audit/audit'
import AuditEntry from '#app/platform/audit/audit_entry'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { ace } from '#tests/helpers/console'
import { aVisitorSignedInAs } from '#tests/helpers/dashboard'
import {
  aLearner,
  anAdministrator,
  aSuperAdministrator,
  PASSWORD,
  tokenOf,
} from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const entriesAbout = (targetId: string) =>
  AuditEntry.query().where('targetId', targetId).orderBy('createdAt').orderBy('id')

const target = { kind: 'data' as const, id: null, label: 'Something' }
const actor = consoleActor()

test.group('The audit log', (group) => {
  group.each.setup(emptyStores)

  test('refuses to change or delete an entry', async ({ assert }) => {
    const audit = new Audit()
    await db.transaction((trx) => audit.record({ actor, action: 'demo.seeded', target }, trx))
    for (const statement of [
      "update audit_entries set actor_label = 'x'",
      'delete from audit_entries',
    ])
      await assert.rejects(() => db.rawQuery(statement), /append-only/)
  })

  test('has an entry if and only if its change was committed', async ({ assert }) => {
    const audit = new Audit()
    const learner = await aLearner()
    const change = {
      actor,
      action: 'account.blocked',
      target: { ...target, id: learner.id },
    } as const
    await assert.rejects(() =>
      db.transaction(async (trx) => {
        await audit.record(change, trx)
        throw new Error('changed its mind')
      })
    )
    assert.isEmpty(await entriesAbout(learner.id))
  })

  test('announces a change outside SQL, and then records its outcome', async ({ assert }) => {
    const audit = new Audit()
    const [done, failed] = [await aLearner(), await aLearner()]
    const change = (id: string) =>
      ({ actor, action: 'demo.seeded', target: { ...target, id } }) as const
    await audit.around(change(done.id), async () => {
      const [intent] = await entriesAbout(done.id)
      assert.equal(intent.outcome, 'intended')
    })
    await assert.rejects(() =>
      audit.around(change(failed.id), async () => {
        throw new Error('no space left')
      })
    )
    const outcomes = async (id: string) => {
      const entries = await entriesAbout(id)
      return entries.map(({ outcome, error, intentId }) => [outcome, error, intentId !== null])
    }
    assert.sameDeepMembers(await outcomes(done.id), [
      ['intended', null, false],
      ['done', null, true],
    ])
    assert.sameDeepMembers(await outcomes(failed.id), [
      ['intended', null, false],
      ['failed', 'no space left', true],
    ])
  })

  test('leaves out secrets that a caller passes', async ({ assert }) => {
    const learner = await aLearner()
    const facts = { password: 'hush', nested: { secretKey: 'hush', title: 'Knots' } }
    await db.transaction((trx) =>
      new Audit().record(
        { actor, action: 'demo.seeded', target: { ...target, id: learner.id }, after: facts },
        trx
      )
    )
    const [row] = await db.from('audit_entries').where('thing_id', learner.id)
    assert.notInclude(JSON.stringify(row), 'hush')
    assert.include(row.after, 'Knots')
  })

  test('records changes by console commands', async ({ assert }) => {
    const email = `${newId()}@theta.example`
    const create = ['account:create', email, '--name', 'Asha', '--password-stdin']
    const created = await ace(create, 'correct horse')
    assert.equal(created.code, 0, created.stderr)
    await ace(['account:role', email, 'admin'])
    await ace(['account:block', email])
    await ace(['account:block', email])
    await ace(['account:block', email, '--lift'])

    const { id } = await User.findByOrFail('email', email)
    const entries = await entriesAbout(id)
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['account.created', 'account.role_changed', 'account.blocked', 'account.unblocked']
    )
    const [first, role] = entries
    assert.deepInclude(first.$attributes, { channel: 'console', actorId: null, outcome: 'done' })
    assert.match(first.actorLabel, /^Console \(/)
    assert.notInclude(JSON.stringify(entries), 'correct horse')
    assert.deepEqual(role.before, { role: 'user', mainrole: 'user' })
    assert.deepEqual(role.after, { role: 'admin', mainrole: 'user' })
  })

  test('records changes by administrators through the API', async ({ assert, client }) => {
    const administrator = await aSuperAdministrator()
    const headers = { ...(await tokenOf(administrator)), 'user-agent': 'a browser' }
    const learner = await aLearner()
    const course = await aCourse()
    const lecture = await aLecture(course)
    const file = await readFile(app.makePath('database/demo/covers/colour-and-type.webp'))

    await client.put(`/api/user/${learner.id}`).headers(headers).json({})
    await client
      .post('/api/course/new')
      .headers(headers)
      .fields({
        title: 'Knots',
        description: 'Twelve.',
        category: 'Craft',
        price: '0',
        createdBy: 'Asha',
        duration: '2',
      })
      .file('file', file, { filename: 'cover.webp' })
    await client.delete(`/api/lecture/${lecture._id}`).headers(headers)
    await client.delete(`/api/course/${course._id}`).headers(headers)

    const entries = await AuditEntry.query()
      .where('actorId', administrator.id)
      .whereNot('outcome', 'intended')
      .orderBy('createdAt')
      .orderBy('id')
    assert.deepEqual(
      entries.map(({ action, outcome }) => [action, outcome]),
      [
        ['account.role_changed', 'done'],
        ['course.created', 'done'],
        ['lecture.deleted', 'done'],
        ['course.deleted', 'done'],
      ]
    )
    for (const entry of entries)
      assert.deepInclude(entry.$attributes, {
        channel: 'api',
        ip: '127.0.0.1',
        userAgent: 'a browser',
      })
    const [, created, , deleted] = entries
    assert.match(created.targetId!, /^[0-9a-f]{24}$/)
    assert.equal(created.after!.title, 'Knots')
    assert.deepInclude(deleted.$attributes, {
      targetId: course._id.toHexString(),
      targetLabel: course.title,
    })
    assert.equal(deleted.before!.title, course.title)
  })

  test('records changes on the dashboard', async ({ assert }) => {
    const administrator = await anAdministrator()
    const visitor = await aVisitorSignedInAs(administrator)
    await visitor.get('/admin/account')
    await visitor.post('/admin/account/password', {
      currentPassword: PASSWORD,
      password: 'a better passphrase',
    })
    await visitor.post('/admin/sign-out')
    const entries = await entriesAbout(administrator.id)
    assert.deepEqual(
      entries.map(({ action, channel }) => [action, channel]),
      [
        ['session.opened', 'dashboard'],
        ['account.password_changed', 'dashboard'],
        ['session.ended', 'dashboard'],
      ]
    )
  })
})

test.group('The audit page', (group) => {
  group.each.setup(emptyStores)

  /** An entry by the console about a learner's role. Its e-mail address is new: the log keeps earlier entries. */
  async function aChange(name: string) {
    const learner = await aLearner({ name, email: `${newId()}@theta.example` })
    const assignRole = await app.container.make(AssignRole)
    await assignRole.handle({ actor, email: learner.email, ...ROLES.admin })
    return learner
  }

  test('lists changes, with its filters in the address', async ({ assert }) => {
    const [asha, ravi] = [await aChange('Asha 100%'), await aChange('Ravi')]
    const administrator = await anAdministrator({ name: 'Meera Watcher' })
    const visitor = await aVisitorSignedInAs(administrator)
    const cases: [query: string, asha: boolean, ravi: boolean][] = [
      ['', true, true],
      [`target=ASHA+100%25+(${asha.email.slice(0, 24).toUpperCase()}`, true, false],
      ['target=asha_100%25', false, false],
      ['kind=course', false, false],
      ['person=meera', false, false],
      ['person=console', true, true],
      [`targetId=${asha.id}`, true, false],
      [`actorId=${administrator.id}&from=&to=`, false, false],
      ['to=2020-01-01', false, false],
      ['from=2020-01-01', true, true],
    ]
    for (const [query, ashaShows, raviShows] of cases) {
      const { html, status } = await visitor.get(`/admin/audit?${query}`)
      assert.equal(status, 200, query)
      assert.deepEqual(
        [html.includes(asha.email), html.includes(ravi.email)],
        [ashaShows, raviShows],
        query
      )
    }
    const { html } = await visitor.get('/admin/audit?target=nothing&kind=course')
    assert.include(html, 'value="nothing"')
    assert.match(html, /value="course"\s+selected/)
    assert.include(html, 'No entries match these filters')
  })

  test('shows one change with before and after, as text', async ({ assert }) => {
    const learner = await aChange('<script>alert(1)</script>')
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const [entry] = await entriesAbout(learner.id)
    const { html } = await visitor.get(`/admin/audit/${entry.id}`)
    assert.include(html, 'Changed a role')
    assert.notInclude(html, '<script>alert')
    assert.match(html, /data-label="Before"[^]*>Learner<[^]*data-label="After"[^]*>Administrator</)
    assert.include(html, '>Role<')
    assert.include(html, `href="/admin/people/${learner.id}"`)
  })

  test('shows values without the whitespace of the template', async ({ assert }) => {
    const course = await aCourse({ description: 'Two lines:\n  indented' })
    const change = { actor, action: 'course.updated', target: courseOf(course) } as const
    const [before, after] = [{ description: 'One line' }, { description: course.description }]
    await db.transaction((trx) => new Audit().record({ ...change, before, after }, trx))
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const [entry] = await entriesAbout(course._id.toHexString())
    const { html } = await visitor.get(`/admin/audit/${entry.id}`)
    assert.include(html, '>One line</span>')
    assert.include(html, '>Two lines:\n  indented</span>')
  })

  test('says in the list what changed, and links to items that still exist', async ({ assert }) => {
    const [kept, gone] = [await aChange('Asha'), await aChange('Ravi')]
    await gone.delete()
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { html } = await visitor.get(`/admin/audit?targetId=${kept.id}`)
    assert.include(html, 'Role Learner → Administrator')
    assert.include(html, `href="/admin/people/${kept.id}"`)
    const { html: other } = await visitor.get(`/admin/audit?targetId=${gone.id}`)
    assert.include(other, gone.email)
    assert.notInclude(other, `href="/admin/people/${gone.id}"`)
  })

  test('filters by action, and offers yesterday', async ({ assert }) => {
    const learner = await aChange('Asha')
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const shown = async (query: string) => {
      const { html } = await visitor.get(`/admin/audit?targetId=${learner.id}&${query}`)
      return html
    }
    assert.include(await shown('action=account.role_changed'), learner.email)
    assert.notInclude(await shown('action=account.blocked'), learner.email)
    const yesterday = DateTime.now().setZone('Asia/Kolkata').minus({ days: 1 }).toISODate()
    const link = `/admin/audit?targetId=${learner.id}&from=${yesterday}&to=${yesterday}`
    assert.include(await shown(''), `href="${link.replaceAll('&', '&amp;')}"`)
  })

  test('refuses an unknown entry and a malformed filter', async ({ assert }) => {
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const answers = []
    for (const path of [
      '/000000000000000000000000',
      '/xyz',
      '?from=yesterday',
      '?from=2026-02-31',
      '?kind=x',
      '?action=x',
      '?page=0',
    ])
      answers.push(await visitor.get(`/admin/audit${path}`))
    assert.deepEqual(
      answers.map(({ status }) => status),
      [404, 404, 422, 422, 422, 422, 422]
    )
  })
})
