import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import Member from '#app/members/models/member'
import MemberSession from '#app/members/models/member_session'
import Message from '#app/members/models/message'
import { aMember, aMemberSession, MEMBER_PASSWORD } from '#tests/helpers/members'
import MembersBrowser from '#tests/helpers/members_browser'
import { queriesDuring } from '#tests/helpers/queries'
import { emptyStores } from '#tests/helpers/stores'

async function entered(client: ApiClient, attributes: Partial<Member> = {}) {
  const browser = new MembersBrowser(client)
  return { browser, member: await browser.enter(attributes) }
}

/** Names and data of the live events that have been published. */
async function published() {
  const rows = await db.from('live_events').whereNotNull('name').orderBy('id')
  return rows.map(({ name, data, channels }) => ({
    name,
    data: JSON.parse(data),
    channels: JSON.parse(channels),
  }))
}

const MEMBERS_AND_ADMINS = ['channel:role:ADMIN', 'channel:role:MEMBER']

test.group('The profile of a member', (group) => {
  group.each.setup(emptyStores)

  test('can be changed', async ({ assert, client }) => {
    const { browser, member } = await entered(client)
    const json = {
      newUsername: 'Mira',
      newFirstname: 'Mira',
      newMiddlename: 'B',
      newLastname: null,
    }
    const response = await browser.call('patch', '/users', { json })

    response.assertStatus(200)
    assert.deepEqual(response.body().payload, {
      id: member.id,
      username: 'Mira',
      firstname: 'Mira',
      middlename: 'B',
      lastname: null,
      avatar: null,
      role: 'USER',
    })
    const data = { reason: 'USER_UPDATED', originId: member.id }
    assert.deepEqual(await published(), [
      { name: 'MULTI_EVENT', data, channels: MEMBERS_AND_ADMINS },
    ])
    const signedIn = await new MembersBrowser(client).login('mira')
    signedIn.assertStatus(200)
  })

  test('keeps what is not sent, and its own name in another case', async ({ assert, client }) => {
    const { browser } = await entered(client, { username: 'asha', lastname: 'Rao' })
    const response = await browser.call('patch', '/users', { json: { newUsername: 'ASHA' } })
    response.assertStatus(200)
    assert.include(response.body().payload, { username: 'ASHA', lastname: 'Rao' })
  })

  test('can not take the name of another member', async ({ assert, client }) => {
    const { browser } = await entered(client)
    await aMember({ username: 'Taken' })
    const response = await browser.call('patch', '/users', { json: { newUsername: 'taken' } })
    response.assertStatus(409)
    assert.equal(response.body().errorPayload.code, 'UNIQUE_CONSTRAINT_VIOLATION')
    assert.isEmpty(await published())
  })

  for (const json of [
    {},
    { username: 'mira' },
    { newUsername: 'a b' },
    { newFirstname: '' },
    { newMiddlename: '1' },
  ])
    test(`refuses ${JSON.stringify(json)}`, async ({ assert, client }) => {
      const { browser } = await entered(client)
      const response = await browser.call('patch', '/users', { json })
      response.assertStatus(422)
      const { formErrors, fieldErrors } = response.body().errorPayload.details
      assert.isAbove(formErrors.length + Object.keys(fieldErrors).length, 0)
    })
})

test.group('The password of a member', (group) => {
  group.each.setup(emptyStores)

  test('can be changed, which ends the other sessions', async ({ assert, client }) => {
    const { browser, member } = await entered(client)
    await aMemberSession(member)
    const json = { oldPassword: MEMBER_PASSWORD, newPassword: 'Another-one2$' }
    const response = await browser.call('patch', '/users/reset-password', { json })

    response.assertStatus(204)
    const sessions = await MemberSession.all()
    assert.lengthOf(sessions, 1)
    assert.isTrue(browser.csrfToken.startsWith(sessions[0].id))
    const former = await new MembersBrowser(client).login(member.username)
    former.assertStatus(401)
    const changed = await new MembersBrowser(client).login(member.username, 'Another-one2$')
    changed.assertStatus(200)
  })

  for (const [title, json, status, code] of [
    [
      'a wrong old one',
      { oldPassword: 'Wrong1@!', newPassword: 'Another-one2$' },
      401,
      'INCORRECT_PASSWORD',
    ],
    [
      'a weak new one',
      { oldPassword: MEMBER_PASSWORD, newPassword: 'weak' },
      422,
      'VALIDATION_ERROR',
    ],
    ['no old one', { newPassword: 'Another-one2$' }, 422, 'VALIDATION_ERROR'],
  ] as const)
    test(`is not changed with ${title}`, async ({ assert, client }) => {
      const { browser, member } = await entered(client)
      await aMemberSession(member)
      const response = await browser.call('patch', '/users/reset-password', { json })
      response.assertStatus(status)
      assert.equal(response.body().errorPayload.code, code)
      assert.lengthOf(await MemberSession.all(), 2)
    })
})

test.group('Becoming a member', (group) => {
  group.each.setup(emptyStores)

  for (const [role, then, events] of [
    ['USER', 'MEMBER', 1],
    ['MEMBER', 'MEMBER', 0],
    ['ADMIN', 'ADMIN', 0],
  ] as const)
    test(`makes ${role} ${then}`, async ({ assert, client }) => {
      const { browser, member } = await entered(client, { role })
      const json = { secretKey: 'only-for-tests-members' }
      for (const status of [204, 204]) {
        const response = await browser.call('patch', '/users/role', { json })
        response.assertStatus(status)
      }
      await member.refresh()
      assert.equal(member.role, then)
      const all = await published()
      assert.lengthOf(all, events)
      if (events)
        assert.deepEqual(all[0], {
          name: 'MULTI_EVENT',
          data: { reason: 'MEMBER_UPDATE', originId: member.id },
          channels: MEMBERS_AND_ADMINS,
        })
    })

  for (const [json, status, code] of [
    [{ secretKey: 'wrong' }, 401, 'INCORRECT_SECRET_KEY'],
    [{}, 422, 'VALIDATION_ERROR'],
    [{ secretKey: 5 }, 422, 'VALIDATION_ERROR'],
  ] as const)
    test(`is refused with ${JSON.stringify(json)}`, async ({ assert, client }) => {
      const { browser, member } = await entered(client)
      const response = await browser.call('patch', '/users/role', { json })
      response.assertStatus(status)
      assert.equal(response.body().errorPayload.code, code)
      await member.refresh()
      assert.equal(member.role, 'USER')
    })
})

test.group('Deleting a member', (group) => {
  group.each.setup(emptyStores)

  test('removes the own account and leaves its messages', async ({ assert, client }) => {
    const { browser, member } = await entered(client, { role: 'MEMBER' })
    const message = await Message.create({ authorId: member.id, message: 'Hello' })
    const mark = { member_id: member.id, message_id: message.id, created_at: new Date() }
    for (const table of ['member_likes', 'member_bookmarks']) await db.table(table).insert(mark)
    const response = await browser.call('delete', '/users')

    response.assertStatus(204)
    for (const table of [
      'members',
      'member_sessions',
      'member_refresh_tokens',
      'member_likes',
      'member_bookmarks',
    ])
      assert.isEmpty(await db.from(table), table)
    await message.refresh()
    assert.isNull(message.authorId)
    const data = { reason: 'USER_DELETED', originId: member.id }
    assert.deepEqual(await published(), [
      { name: 'MULTI_EVENT', data, channels: MEMBERS_AND_ADMINS },
    ])
    const again = await browser.call('delete', '/users')
    again.assertStatus(401)
  })

  test('is done by administrators, by user name', async ({ assert, client }) => {
    const { browser, member } = await entered(client, { role: 'ADMIN' })
    const other = await aMember({ username: 'Other' })
    const response = await browser.call('delete', '/users/oTHER')

    response.assertStatus(204)
    assert.isNull(await Member.find(other.id))
    const data = { reason: 'USER_DELETED_BY_ADMIN', originId: member.id, targetId: other.id }
    assert.deepEqual(await published(), [
      { name: 'MULTI_EVENT', data, channels: [...MEMBERS_AND_ADMINS, `channel:user:${other.id}`] },
    ])
    const again = await browser.call('delete', '/users/Other')
    again.assertStatus(404)
  })

  test('never gives an id a second time', async ({ assert, client }) => {
    const { browser, member } = await entered(client)
    await browser.call('delete', '/users')
    const next = await aMember()
    assert.isAbove(next.id, member.id)
  })

  for (const path of ['/users', '/users/boss'])
    test(`keeps the last administrator (DELETE ${path})`, async ({ assert, client }) => {
      const { browser } = await entered(client, { role: 'ADMIN', username: 'boss' })
      const response = await browser.call('delete', path)
      response.assertStatus(409)
      assert.equal(response.body().errorPayload.code, 'CONFLICT')
      assert.lengthOf(await Member.all(), 1)
    })

  test('keeps one of two administrators who leave at once', async ({ assert, client }) => {
    const [one, other] = [
      await entered(client, { role: 'ADMIN' }),
      await entered(client, { role: 'ADMIN' }),
    ]
    const responses = await Promise.all(
      [one, other].map(({ browser }) => browser.call('delete', '/users'))
    )
    assert.sameMembers(
      responses.map((response) => response.status()),
      [204, 409]
    )
  })
})

test.group('Administrators of the message board', (group) => {
  group.each.setup(emptyStores)

  test('list all members', async ({ assert, client }) => {
    const { browser, member } = await entered(client, { role: 'ADMIN' })
    const other = await aMember({ avatar: 'avatars/00000000-0000-4000-8000-000000000001.webp' })
    const response = await browser.call('get', '/users/')

    response.assertStatus(200)
    const { payload } = response.body()
    assert.deepEqual(
      payload.map(({ id }: Member) => id),
      [member.id, other.id]
    )
    assert.properties(payload[1], ['joinDate', 'lastUpdate', 'lastActive'])
  })

  for (const role of ['USER', 'MEMBER'] as const)
    test(`have calls that ${role} may not make`, async ({ client }) => {
      const { browser } = await entered(client, { role })
      for (const [method, path] of [
        ['get', '/users'],
        ['patch', '/users/role/nobody?role=nonsense'],
        ['delete', '/users/nobody'],
      ] as const) {
        const response = await browser.call(method, path)
        response.assertStatus(403)
        response.assertBodyContains({ errorPayload: { code: 'FORBIDDEN' } })
      }
    })

  test('change roles, which takes effect at the next call', async ({ assert, client }) => {
    const { browser, member } = await entered(client, { role: 'ADMIN' })
    const other = await entered(client, { role: 'ADMIN', username: 'Other' })
    for (const status of [204, 204]) {
      const response = await browser.call('patch', '/users/role/other/?role=MEMBER')
      response.assertStatus(status)
    }
    const refused = await other.browser.call('get', '/users')
    refused.assertStatus(403)
    const data = {
      reason: 'ROLE_CHANGE',
      originId: member.id,
      originUsername: member.username,
      targetId: other.member.id,
      targetUserRole: 'MEMBER',
    }
    const channels = [...MEMBERS_AND_ADMINS, `channel:user:${other.member.id}`]
    assert.deepEqual(await published(), [{ name: 'MULTI_EVENT', data, channels }])
  })

  for (const [path, status, code] of [
    ['/users/role/nobody?role=MEMBER', 404, 'NOT_FOUND'],
    ['/users/role/no%00body?role=MEMBER', 404, 'NOT_FOUND'],
    ['/users/role/boss?role=member', 422, 'VALIDATION_ERROR'],
    ['/users/role/boss', 422, 'VALIDATION_ERROR'],
    ['/users/role/boss?role=USER', 409, 'CONFLICT'],
  ] as const)
    test(`get ${status} for ${path}`, async ({ assert, client }) => {
      const { browser, member } = await entered(client, { role: 'ADMIN', username: 'boss' })
      const response = await browser.call('patch', path)
      response.assertStatus(status)
      assert.equal(response.body().errorPayload.code, code)
      await member.refresh()
      assert.equal(member.role, 'ADMIN')
    })

  test('are authenticated by one query', async ({ assert, client }) => {
    const { browser } = await entered(client, { role: 'MEMBER' })
    const queries = await queriesDuring(async () => {
      const response = await browser.call('get', '/users')
      response.assertStatus(403)
    })
    assert.lengthOf(queries, 1)
  })
})
