import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import config from '#config/members'
import { Secret } from '@adonisjs/core/helpers'
import MemberEvents, { channels } from '#app/members/live/member_events'
import type Member from '#app/members/models/member'
import MemberSession from '#app/members/models/member_session'
import { EventStream } from '#tests/helpers/event_stream'
import { eventually } from '#tests/helpers/eventually'
import { BACKEND } from '#tests/helpers/forms'
import { aMember, signedIn } from '#tests/helpers/members'
import { emptyStores } from '#tests/helpers/stores'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A stream of a member, which ends with the test. */
async function aStream(
  member: Member,
  cleanup: (end: () => void) => void,
  { prefix = '/api/v2', lastEventId = undefined as string | undefined } = {}
) {
  const { accessToken, session, headers } = await signedIn(member)
  const url = `${BACKEND}${prefix}/events?accessToken=${accessToken}`
  const stream = await EventStream.open(url, {
    lastEventId,
    headers: { origin: config.origins[0] },
  })
  cleanup(() => stream.close())
  return { stream, session, headers }
}

async function publish(event: Parameters<MemberEvents['publish']>[0]) {
  const memberEvents = await app.container.make(MemberEvents)
  await db.transaction((trx) => memberEvents.publish(event, trx))
}

const shown = ({ events }: EventStream) => events.map(({ event, data }) => [event, data.reason])

test.group('Streams of live events', (group) => {
  group.each.setup(emptyStores)

  test('show a new, edited and deleted message to everyone who is signed in', async ({
    assert,
    client,
    cleanup,
  }) => {
    const author = await aMember({ role: 'MEMBER' })
    const streams = [
      await aStream(author, cleanup),
      await aStream(await aMember(), cleanup, { prefix: '/api/v1' }),
    ]
    const { headers } = streams[0]
    const posted = await client.post('/api/v2/messages').headers(headers).json({ message: 'Hi' })
    const path = `/api/v2/messages/${posted.body().payload.messageId}`
    await client.patch(path).headers(headers).json({ newMessage: 'Hello' })
    await client.delete(path).headers(headers)

    for (const { stream } of streams) {
      await eventually(() => stream.events.length >= 3)
      assert.deepEqual(
        stream.events.map(({ event, data }) => ({ event, data })),
        ['MESSAGE_CREATED', 'MESSAGE_UPDATED', 'MESSAGE_DELETED'].map((reason) => ({
          event: 'MESSAGE_EVENT',
          data: { reason, originId: author.id },
        }))
      )
      for (const { id } of stream.events) assert.match(id, UUID)
    }
  })

  test('have the headers that browsers and proxies need', async ({ assert, cleanup }) => {
    const { stream } = await aStream(await aMember(), cleanup)
    const { headers, statusCode } = stream.response
    assert.equal(statusCode, 200)
    assert.equal(headers['content-type'], 'text/event-stream')
    assert.equal(headers['cache-control'], 'no-cache')
    assert.equal(headers['x-accel-buffering'], 'no')
    assert.equal(headers['access-control-allow-origin'], config.origins[0])
    assert.equal(headers['access-control-allow-credentials'], 'true')
    assert.match(headers['x-request-id'] as string, UUID)
  })

  test('are refused without a valid token', async ({ assert, client }) => {
    const member = await aMember()
    const { accessToken, session, headers } = await signedIn(member)
    await MemberSession.query().where('id', session.id).delete()
    for (const query of [{}, { accessToken: '' }, { accessToken: 'x.y.z' }, { accessToken }]) {
      const response = await client.get('/api/v2/events').qs(query).headers(headers)
      response.assertStatus(401)
      response.assertBodyContains({ errorPayload: { code: 'AUTHENTICATION_REQUIRED' } })
    }
    const listed = await client.get('/api/v2/events?accessToken=1&accessToken=2')
    assert.equal(listed.status(), 401)
  })

  test('get only events of their channels', async ({ assert, cleanup }) => {
    const members = [
      await aMember(),
      await aMember({ role: 'MEMBER' }),
      await aMember({ role: 'ADMIN' }),
    ]
    const streams = await Promise.all(members.map((member) => aStream(member, cleanup)))
    const send = (reason: string, to: string[]) =>
      publish({ event: 'MULTI_EVENT', data: { reason, originId: 1 }, channels: to })
    await send('ROLES', [channels.role('ADMIN'), channels.role('MEMBER')])
    await send('SOMEONE', [channels.user(members[0].id), channels.role('ADMIN')])
    await send('ALL', [channels.broadcast])
    await eventually(() => streams.every(({ stream }) => shown(stream).flat().includes('ALL')))

    assert.deepEqual(
      streams.map(({ stream }) => stream.events.map(({ data }) => data.reason)),
      [
        ['SOMEONE', 'ALL'],
        ['ROLES', 'ALL'],
        ['ROLES', 'SOMEONE', 'ALL'],
      ]
    )
  })

  test('leave the channel of a role that was taken away', async ({ assert, cleanup }) => {
    const member = await aMember({ role: 'MEMBER' })
    const { stream } = await aStream(member, cleanup)
    await publish({
      event: 'MULTI_EVENT',
      data: { reason: 'ROLE_CHANGE', originId: 1, targetId: member.id, targetUserRole: 'USER' },
      channels: [channels.role('ADMIN'), channels.role('MEMBER'), channels.user(member.id)],
    })
    for (const to of [channels.role('MEMBER'), channels.role('USER')])
      await publish({ event: 'MULTI_EVENT', data: { reason: to, originId: 1 }, channels: [to] })
    await eventually(() => stream.events.length >= 2)

    assert.deepEqual(
      stream.events.map(({ data }) => data.reason),
      ['ROLE_CHANGE', channels.role('USER')]
    )
    assert.isFalse(stream.isClosed)
  })

  test('end with the account, after its last event', async ({ assert, cleanup }) => {
    const [member, other] = [await aMember(), await aMember({ role: 'ADMIN' })]
    const [{ stream }, witness] = [await aStream(member, cleanup), await aStream(other, cleanup)]
    await publish({
      event: 'MULTI_EVENT',
      data: { reason: 'USER_DELETED_BY_ADMIN', originId: other.id, targetId: member.id },
      channels: [channels.role('ADMIN'), channels.role('MEMBER'), channels.user(member.id)],
    })
    await eventually(() => stream.isClosed && witness.stream.events.length === 1)

    assert.deepEqual(shown(stream), [['MULTI_EVENT', 'USER_DELETED_BY_ADMIN']])
    assert.isFalse(witness.stream.isClosed)
  })

  test('end with their session, and leave those of other sessions open', async ({
    assert,
    cleanup,
  }) => {
    const member = await aMember()
    const [ended, other] = [await aStream(member, cleanup), await aStream(member, cleanup)]
    const memberEvents = await app.container.make(MemberEvents)
    await db.transaction((trx) => memberEvents.endSessions([ended.session.id], trx))
    await eventually(() => ended.stream.isClosed)

    assert.isFalse(other.stream.isClosed)
  })

  test('continue after the last event that the client received', async ({
    assert,
    client,
    cleanup,
  }) => {
    const member = await aMember()
    const { stream, headers } = await aStream(member, cleanup)
    const post = () => client.post('/api/v2/messages').headers(headers).json({ message: 'Hi' })
    await post()
    await eventually(() => stream.events.length > 0)
    stream.close()
    await post()
    await post()
    const { stream: next } = await aStream(member, cleanup, { lastEventId: stream.lastEventId })
    await eventually(() => next.events.length >= 2)

    assert.lengthOf(next.events, 2)
    assert.isFalse(next.events.some(({ id }) => id === stream.lastEventId))
  })
})

test.group('Dispatching events from other services', (group) => {
  const SECRET = 'a-secret-only-for-tests'
  group.each.setup(emptyStores)
  group.each.setup(() => {
    Object.assign(config, { internalApiSecret: new Secret(SECRET) })
    return () => void Object.assign(config, { internalApiSecret: undefined })
  })

  const path = '/api/v2/events/internal/dispatch'
  const event = (more: object) => ({ eventName: 'NEWS', payload: { reason: 'X' }, ...more })

  test('sends them to a person, to roles or to everyone', async ({ assert, client, cleanup }) => {
    const [user, administrator] = [await aMember(), await aMember({ role: 'ADMIN' })]
    const [one, other] = [await aStream(user, cleanup), await aStream(administrator, cleanup)]
    const response = await client
      .post(path)
      .header('x-internal-api-secret', SECRET)
      .json({
        events: [
          event({ payload: { to: 'user' }, transmissionType: 'unicast', targetId: user.id }),
          event({
            payload: { to: 'admins' },
            transmissionType: 'multicast',
            targetRoles: ['ADMIN'],
          }),
          event({ eventName: 'EVIL\ndata: x', transmissionType: 'broadcast' }),
          event({ transmissionType: 'unicast' }),
          'nonsense',
          event({ payload: { to: 'all' }, transmissionType: 'broadcast' }),
        ],
      })
    response.assertStatus(204)
    await eventually(() => one.stream.events.length >= 2 && other.stream.events.length >= 2)

    const heard = ({ stream }: typeof one) => stream.events.map(({ data }) => data.to)
    assert.deepEqual(heard(one), ['user', 'all'])
    assert.deepEqual(heard(other), ['admins', 'all'])
  })

  test('responds with 204 to a body that makes no sense', async ({ client }) => {
    for (const body of [{}, { events: 'x' }, { events: [] }, { events: [{}] }]) {
      const response = await client.post(path).header('x-internal-api-secret', SECRET).json(body)
      response.assertStatus(204)
    }
  })

  test('refuses a wrong or missing secret', async ({ client }) => {
    for (const secret of ['', 'wrong']) {
      const response = await client
        .post(path)
        .header('x-internal-api-secret', secret)
        .json({ events: [] })
      response.assertStatus(403)
      response.assertBodyContains({ errorPayload: { code: 'FORBIDDEN' } })
    }
  })

  test('does not exist unless a secret is set', async ({ client }) => {
    Object.assign(config, { internalApiSecret: undefined })
    const response = await client
      .post(path)
      .header('x-internal-api-secret', SECRET)
      .json({ events: [] })
    response.assertStatus(404)
    response.assertBodyContains({ errorPayload: { code: 'NOT_FOUND' } })
  })
})

test.group('Health checks of the message board', () => {
  for (const [service, name] of Object.entries({
    auth: 'auth-service',
    users: 'user-service',
    messages: 'message-service',
    events: 'sse-service',
  }))
    test(`report that the service is up: ${service}`, async ({ client }) => {
      const response = await client.get(`/api/v2/${service}/healthcheck`)
      response.assertStatus(200)
      response.assertBody({ status: 'ok', service: name })
    })

  test('respond without a body to the first version of the client', async ({ assert, client }) => {
    const response = await client.get('/api/v1/healthcheck')
    response.assertStatus(200)
    assert.equal(response.text() ?? '', '')
    const second = await client.get('/api/v2/healthcheck')
    second.assertStatus(404)
  })
})
