import { test } from '@japa/runner'
import { faultOf, faultOfEvent } from '#tests/helpers/members_contract'

const USER = {
  id: 1,
  username: 'asha',
  firstname: 'Asha',
  middlename: null,
  lastname: 'Rao',
  avatar: 'http://localhost:3333/avatars/a.webp',
  role: 'USER',
}
const MEMBER = { ...USER, joinDate: '2026-01-01T00:00:00.000Z' }
const DETAILED = { ...MEMBER, lastUpdate: MEMBER.joinDate, lastActive: MEMBER.joinDate }

const listed = (user: object) =>
  faultOf({
    method: 'GET',
    path: '/api/v1/users/?x=1',
    status: 200,
    requestId: 'r',
    body: { success: true, payload: [user], requestId: 'r', statusCode: 200 },
  })

const refused = (payload: object, status = 404) =>
  faultOf({
    method: 'GET',
    path: '/api/v2/users',
    status,
    requestId: 'r',
    body: {
      success: false,
      errorPayload: { message: 'No.', code: 'NOT_FOUND', statusCode: 404, ...payload },
      requestId: 'r',
    },
  })

test.group('The check of the message board’s answers', () => {
  test('accepts what the client accepts', ({ assert }) => {
    assert.isUndefined(listed(DETAILED))
    assert.isUndefined(refused({}))
  })

  for (const [title, change] of Object.entries({
    'an id that is text': { id: '1' },
    'an avatar without an origin': { avatar: '/avatars/a.webp' },
    'a time with an offset': { joinDate: '2026-01-01T00:00:00.000+00:00' },
    'another role': { role: 'OWNER' },
    'a member that nobody asked for': { password: 'x' },
    'a missing member': { username: undefined },
  }))
    test(`finds ${title}`, ({ assert }) => {
      assert.isString(listed({ ...DETAILED, ...change }))
    })

  test('finds errors that the client does not know', ({ assert }) => {
    assert.isString(refused({ code: 'E_ROUTE_NOT_FOUND' }))
    assert.isString(refused({ details: 'no' }))
    assert.isString(refused({}, 403))
  })

  test('finds events that the client does not accept', ({ assert }) => {
    assert.isUndefined(faultOfEvent('USER_EVENT', { reason: 'USER_CREATED', originId: 0 }))
    for (const originId of [null, '1', undefined])
      assert.isString(faultOfEvent('MESSAGE_EVENT', { reason: 'MESSAGE_CREATED', originId }))
    assert.isString(faultOfEvent('NEWS', {}))
  })
})
