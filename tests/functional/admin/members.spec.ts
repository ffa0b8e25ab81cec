import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import AuditEntry from '#app/platform/audit/audit_entry'
import Member from '#app/members/models/member'
import MemberSession from '#app/members/models/member_session'
import Message from '#app/members/models/message'
import { aVisitorSignedInAs } from '#tests/helpers/dashboard'
import { EventStream } from '#tests/helpers/event_stream'
import { eventually } from '#tests/helpers/eventually'
import { BACKEND } from '#tests/helpers/forms'
import { aMember, aMemberSession, signedIn } from '#tests/helpers/members'
import { faultOfEvent } from '#tests/helpers/members_contract'
import { aMessage } from '#tests/helpers/messages'
import { anAdministrator } from '#tests/helpers/people'
import { emptyStores, makeJobsDue, workOutbox } from '#tests/helpers/stores'

const aVisitor = async () => aVisitorSignedInAs(await anAdministrator())

/** Messages that clients see. */
async function shownTo(client: { get(path: string): PromiseLike<{ body(): any }> }) {
  const response = await client.get('/api/v2/messages/public')
  return response.body().payload.map(({ message }: { message: string }) => message)
}

test.group('The message board in the dashboard', (group) => {
  group.each.setup(emptyStores)

  test('lists messages, filtered by text, author and state', async ({ assert }) => {
    const author = await aMember({ username: 'Asha_1', role: 'MEMBER' })
    await aMessage({ author, message: 'Knots for 100% of sailors' })
    await aMessage({ author: null, message: 'An orphan', edited: true })
    const visitor = await aVisitor()
    const found = async (query: string) => {
      const { html } = await visitor.get(`/admin/members${query}`)
      return ['Knots for', 'An orphan'].map((text) => html.includes(text))
    }
    assert.deepEqual(await found(''), [true, true])
    assert.deepEqual(await found('?search=100%25'), [true, false])
    assert.deepEqual(await found('?author=asha_1'), [true, false])
    assert.deepEqual(await found('?state=edited'), [false, true])
    assert.deepEqual(await found('?state=authorless'), [false, true])
    assert.deepEqual(await found('?state=original'), [true, false])
    assert.deepEqual(await found('?search=nothing'), [false, false])
  })

  test('shows how many streams are open, and how many events there were', async ({
    assert,
    client,
    cleanup,
  }) => {
    const { accessToken, headers } = await signedIn(await aMember())
    const stream = await EventStream.open(`${BACKEND}/api/v2/events?accessToken=${accessToken}`)
    cleanup(() => stream.close())
    for (const message of ['One', 'Two'])
      await client.post('/api/v2/messages').headers(headers).json({ message })
    const visitor = await aVisitor()
    await eventually(async () => {
      const { html } = await visitor.get('/admin/members')
      const [streams, events] = ['Open streams', 'Events in the last minute'].map(
        (label) => new RegExp(`${label}\\s*</dt>[^]*?>\\s*(\\d+)\\s*<`).exec(html)?.[1]
      )
      assert.isDefined(streams)
      return streams === '1' && events === '2'
    })
  })

  test('removes a message with a reason, and restores it', async ({ assert, client }) => {
    const author = await aMember()
    const { id } = await aMessage({ author, message: 'Rude', likedBy: [author] })
    const visitor = await aVisitor()
    await visitor.get('/admin/members')
    await visitor.post(`/admin/members/messages/${id}/remove`, { reason: 'Insults people' })
    assert.isEmpty(await shownTo(client))
    const entry = await AuditEntry.query().where('action', 'member_message.removed').firstOrFail()
    assert.include(JSON.stringify(entry.$attributes), 'Insults people')

    await visitor.post(`/admin/members/messages/${id}/restore`, {})
    assert.deepEqual(await shownTo(client), ['Rude'])
    await makeJobsDue()
    await workOutbox()
    assert.isNotNull(await Message.find(id))
  })

  test('deletes a removed message when it can no longer be restored', async ({ assert }) => {
    const { id } = await aMessage({ author: null })
    const visitor = await aVisitor()
    await visitor.get('/admin/members')
    await visitor.post(`/admin/members/messages/${id}/remove`, { reason: 'Spam' })
    await makeJobsDue()
    await workOutbox()
    assert.isNull(await Message.find(id))
  })

  test('removes nothing without a reason', async ({ assert }) => {
    const message = await aMessage({ author: null })
    const visitor = await aVisitor()
    await visitor.get('/admin/members')
    await visitor.post(`/admin/members/messages/${message.id}/remove`, { reason: ' ' })
    await message.refresh()
    assert.isNull(message.deletion)
  })

  test('lists members, changes a role and deletes a member', async ({ assert }) => {
    await aMember({ role: 'ADMIN' })
    const member = await aMember({ username: 'vikram', role: 'USER' })
    const message = await aMessage({ author: member })
    const visitor = await aVisitor()
    const list = await visitor.get('/admin/members/people?search=VIK')
    assert.include(list.html, 'vikram')
    const path = `/admin/members/people/${member.id}`
    await visitor.get(path)
    await visitor.post(`${path}/role`, { role: 'MEMBER' })
    await member.refresh()
    assert.equal(member.role, 'MEMBER')

    await visitor.post(`${path}/delete`, {})
    assert.isNull(await Member.find(member.id))
    await message.refresh()
    assert.isNull(message.authorId)
  })

  test('shows the devices of a member, and signs one out', async ({ assert }) => {
    const member = await aMember()
    const [ended, other] = [await aMemberSession(member), await aMemberSession(member)]
    const visitor = await aVisitor()
    const path = `/admin/members/people/${member.id}`
    const page = await visitor.get(path)
    assert.include(page.html, '203.0.113.7')
    await visitor.post(`${path}/sessions/${ended.id}/end`, {})

    assert.isNull(await MemberSession.find(ended.id))
    assert.isNotNull(await MemberSession.find(other.id))
    await visitor.post(`${path}/sessions/${randomUUID()}/end`, {})
    const { html } = await visitor.get(path)
    assert.include(html, 'Sign out')
  })

  test('tells clients of changes in events that they accept', async ({ assert }) => {
    const [one, other] = [await aMember(), await aMember()]
    const { id } = await aMessage({ author: one })
    const visitor = await aVisitor()
    await visitor.get('/admin/members')
    await visitor.post(`/admin/members/messages/${id}/remove`, { reason: 'Spam' })
    await visitor.post(`/admin/members/messages/${id}/restore`, {})
    await visitor.post(`/admin/members/people/${one.id}/role`, { role: 'MEMBER' })
    await visitor.post(`/admin/members/people/${other.id}/delete`, {})

    const rows = await db.from('live_events').whereNotNull('name').orderBy('id')
    const events = rows.map(({ name, data }) => ({ name, data: JSON.parse(data) }))
    assert.deepEqual(
      events.map(({ data }) => data.reason),
      ['MESSAGE_DELETED', 'MESSAGE_CREATED', 'ROLE_CHANGE', 'USER_DELETED_BY_ADMIN']
    )
    for (const { name, data } of events) assert.isUndefined(faultOfEvent(name, data))
  })
})
