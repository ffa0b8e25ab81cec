import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import type Member from '#app/members/models/member'
import Message from '#app/members/models/message'
import { aMember, signedIn } from '#tests/helpers/members'
import { aMessage } from '#tests/helpers/messages'
import { queriesDuring } from '#tests/helpers/queries'
import { emptyStores } from '#tests/helpers/stores'

const V2 = '/api/v2'
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

const headersOf = async (member: Member) => {
  const { headers } = await signedIn(member)
  return headers
}

test.group('Lists of messages', (group) => {
  group.each.setup(emptyStores)

  test('show everyone messages without names, oldest first', async ({ assert, client }) => {
    const author = await aMember({ role: 'MEMBER' })
    const [first, second] = [await aMessage({ author }), await aMessage({ author: null })]
    for (const path of ['/api/v2/messages/public', '/api/v1/messages/public/']) {
      const response = await client.get(path)
      response.assertStatus(200)
      const { payload, success, statusCode, requestId } = response.body()
      assert.deepEqual([success, statusCode], [true, 200])
      assert.equal(response.header('x-request-id'), requestId)
      assert.deepEqual(
        payload.map(({ timestamp, ...rest }: { timestamp: string }) => {
          assert.match(timestamp, TIME)
          return rest
        }),
        [
          {
            messageId: first.id,
            message: first.message,
            likes: 0,
            bookmarks: 0,
            userId: author.id,
          },
          { messageId: second.id, message: second.message, likes: 0, bookmarks: 0, userId: null },
        ]
      )
    }
  })

  test('show members who wrote and what they marked themselves', async ({ assert, client }) => {
    const [author, reader] = [await aMember({ role: 'ADMIN' }), await aMember({ role: 'MEMBER' })]
    const message = await aMessage({ author, likedBy: [author, reader], bookmarkedBy: [author] })
    await aMessage({ author: null })
    const response = await client.get(`${V2}/messages`).headers(await headersOf(reader))

    response.assertStatus(200)
    const [{ timestamp, user, ...shown }, orphan] = response.body().payload
    assert.match(timestamp, TIME)
    assert.deepEqual(shown, {
      messageId: message.id,
      message: message.message,
      likes: 2,
      bookmarks: 1,
      edited: false,
      bookmarked: false,
      liked: true,
    })
    assert.deepInclude(user, { id: author.id, username: author.username, role: 'ADMIN' })
    assert.sameMembers(Object.keys(user), [
      'id',
      'username',
      'firstname',
      'middlename',
      'lastname',
      'avatar',
      'role',
    ])
    assert.isNull(orphan.user)
  })

  test('show members their bookmarks', async ({ assert, client }) => {
    const reader = await aMember({ role: 'MEMBER' })
    await aMessage({ author: reader })
    const kept = await aMessage({ author: reader, bookmarkedBy: [reader] })
    const response = await client.get(`${V2}/users/bookmarks`).headers(await headersOf(reader))

    response.assertStatus(200)
    const { payload } = response.body()
    assert.lengthOf(payload, 1)
    assert.deepInclude(payload[0], { messageId: kept.id, bookmarked: true, bookmarks: 1 })
    assert.match(payload[0].timestamp, TIME)
    assert.match(payload[0].messageTimestamp, TIME)
  })

  test('can be read a part at a time', async ({ assert, client }) => {
    const headers = await headersOf(await aMember({ role: 'MEMBER' }))
    const ids: number[] = []
    for (let count = 0; count < 5; count++) {
      const { id } = await aMessage({ author: null })
      ids.push(id)
    }
    for (const path of [`${V2}/messages`, `${V2}/messages/public`]) {
      const read = async (query: object) => {
        const response = await client.get(path).headers(headers).qs(query)
        return response.body().payload.map(({ messageId }: { messageId: number }) => messageId)
      }
      assert.deepEqual(await read({ limit: 2 }), ids.slice(3))
      assert.deepEqual(await read({ limit: 2, before: ids[3] }), ids.slice(1, 3))
      assert.deepEqual(await read({ before: ids[1] }), ids.slice(0, 1))
      assert.deepEqual(await read({ before: 999_999_999_999 }), ids)
    }
  })

  for (const query of ['limit=0', 'limit=501', 'limit=x', 'before=x', 'limit=1.5'])
    test(`refuse ?${query}`, async ({ client }) => {
      const response = await client.get(`${V2}/messages/public?${query}`)
      response.assertStatus(422)
      response.assertBodyContains({ success: false, errorPayload: { code: 'VALIDATION_ERROR' } })
    })

  test('take the same number of queries however long they are', async ({ assert, client }) => {
    const reader = await aMember({ role: 'MEMBER' })
    const headers = await headersOf(reader)
    const read = () => queriesDuring(() => client.get(`${V2}/messages`).headers(headers))
    await aMessage({ author: reader, likedBy: [reader] })
    const few = await read()
    for (let count = 0; count < 20; count++)
      await aMessage({ author: await aMember(), bookmarkedBy: [reader] })
    const many = await read()

    assert.isAbove(few.length, 0)
    assert.equal(many.length, few.length)
  })

  for (const path of ['messages', 'users/bookmarks'])
    test(`refuse /${path} without a token, and to people who are no members`, async ({
      client,
    }) => {
      const anonymous = await client.get(`${V2}/${path}`)
      anonymous.assertStatus(401)
      anonymous.assertBodyContains({ errorPayload: { code: 'EXPIRED_TOKEN' } })
      const user = await client.get(`${V2}/${path}`).headers(await headersOf(await aMember()))
      user.assertStatus(403)
      user.assertBodyContains({ errorPayload: { code: 'FORBIDDEN' } })
    })
})

test.group('Posting, editing and deleting messages', (group) => {
  group.each.setup(emptyStores)

  test('posts a message, and keeps its Markdown as written', async ({ assert, client }) => {
    const member = await aMember({ role: 'MEMBER' })
    const headers = await headersOf(member)
    const text = '# Hello\n\n* <b>you</b> & me  \nagain'
    const response = await client
      .post(`${V2}/messages`)
      .headers(headers)
      .json({ message: `  ${text}\n ` })

    response.assertStatus(201)
    const { payload } = response.body()
    assert.deepInclude(payload, { message: text, likes: 0, bookmarks: 0, edited: false })
    assert.equal(payload.user.id, member.id)
    assert.isNumber(payload.messageId)
    const stored = await Message.findOrFail(payload.messageId)
    assert.equal(stored.message, text)
  })

  test('shows people who are no members their message without a name', async ({
    assert,
    client,
  }) => {
    const user = await aMember()
    const response = await client
      .post(`${V2}/messages`)
      .headers(await headersOf(user))
      .json({ message: 'Hello' })

    response.assertStatus(201)
    assert.sameMembers(Object.keys(response.body().payload), [
      'messageId',
      'message',
      'likes',
      'bookmarks',
      'userId',
      'timestamp',
    ])
    assert.equal(response.body().payload.userId, user.id)
  })

  for (const [title, message] of [
    ['a missing message', undefined],
    ['an empty message', ''],
    ['a blank message', ' \n '],
    ['a message of 2001 characters', 'x'.repeat(2001)],
    ['a number as message', 7],
    ['a null byte', 'a\0b'],
  ] as const)
    test(`refuses ${title}`, async ({ assert, client }) => {
      const member = await aMember({ role: 'MEMBER' })
      const { id } = await aMessage({ author: member })
      const headers = await headersOf(member)
      const posted = await client.post(`${V2}/messages`).headers(headers).json({ message })
      posted.assertStatus(422)
      assert.property(posted.body().errorPayload.details.fieldErrors, 'message')
      const edited = await client
        .patch(`${V2}/messages/${id}`)
        .headers(headers)
        .json({ newMessage: message })
      edited.assertStatus(422)
      assert.property(edited.body().errorPayload.details.fieldErrors, 'newMessage')
      assert.equal(await countOf('member_messages'), 1)
    })

  test('accepts a message of 2000 characters', async ({ client }) => {
    const headers = await headersOf(await aMember())
    const message = 'ü'.repeat(2000)
    const response = await client.post(`${V2}/messages`).headers(headers).json({ message })
    response.assertStatus(201)
  })

  test('lets members edit their own message, and administrators any', async ({
    assert,
    client,
  }) => {
    const [author, administrator] = [
      await aMember({ role: 'MEMBER' }),
      await aMember({ role: 'ADMIN' }),
    ]
    const { id } = await aMessage({ author, likedBy: [administrator] })
    for (const editor of [author, administrator]) {
      const response = await client
        .patch(`${V2}/messages/${id}`)
        .headers(await headersOf(editor))
        .json({ newMessage: `by ${editor.username}` })
      response.assertStatus(200)
      const { payload } = response.body()
      assert.deepInclude(payload, { message: `by ${editor.username}`, edited: true, likes: 1 })
      assert.equal(payload.liked, editor === administrator)
      assert.equal(payload.user.id, author.id)
    }
  })

  test('lets people delete their own message, and administrators any', async ({
    assert,
    client,
  }) => {
    const [user, administrator] = [await aMember(), await aMember({ role: 'ADMIN' })]
    for (const person of [user, administrator]) {
      const { id } = await aMessage({
        author: user,
        likedBy: [administrator],
        bookmarkedBy: [user],
      })
      const headers = await headersOf(person)
      const response = await client.delete(`${V2}/messages/${id}`).headers(headers)
      response.assertStatus(204)
      assert.equal(response.text(), '')
      const again = await client.delete(`${V2}/messages/${id}`).headers(headers)
      again.assertStatus(404)
    }
    for (const table of ['member_messages', 'member_likes', 'member_bookmarks'])
      assert.equal(await countOf(table), 0)
  })

  test("refuses to change someone else's message", async ({ client }) => {
    const { id } = await aMessage({ author: await aMember({ role: 'MEMBER' }) })
    const headers = await headersOf(await aMember({ role: 'MEMBER' }))
    const path = `${V2}/messages/${id}`
    for (const request of [client.patch(path).json({ newMessage: 'mine' }), client.delete(path)]) {
      const response = await request.headers(headers)
      response.assertStatus(403)
      response.assertBodyContains({ errorPayload: { code: 'FORBIDDEN' } })
    }
  })

  for (const [messageId, status, code] of [
    ['999999', 404, 'NOT_FOUND'],
    ['99999999999', 404, 'NOT_FOUND'],
    ['one', 422, 'VALIDATION_ERROR'],
    ['-1', 422, 'VALIDATION_ERROR'],
    ['1.5', 422, 'VALIDATION_ERROR'],
  ] as const)
    test(`answers ${status} for the message ${messageId}`, async ({ assert, client }) => {
      const headers = await headersOf(await aMember({ role: 'ADMIN' }))
      const path = `${V2}/messages/${messageId}`
      const edited = await client.patch(path).headers(headers).json({ newMessage: 'x' })
      const deleted = await client.delete(path).headers(headers)
      for (const response of [edited, deleted]) {
        response.assertStatus(status)
        assert.equal(response.body().errorPayload.code, code)
      }
    })

  test('refuses people without a token', async ({ client }) => {
    const { id } = await aMessage({ author: null })
    const path = `${V2}/messages/${id}`
    for (const request of [
      client.post(`${V2}/messages`).json({ message: 'x' }),
      client.patch(path).json({ newMessage: 'x' }),
      client.delete(path),
    ]) {
      const response = await request
      response.assertStatus(401)
      response.assertBodyContains({ errorPayload: { code: 'EXPIRED_TOKEN' } })
    }
  })

  test('refuses people who are no members to edit, even their own message', async ({ client }) => {
    const user = await aMember()
    const { id } = await aMessage({ author: user })
    const response = await client
      .patch(`${V2}/messages/${id}`)
      .headers(await headersOf(user))
      .json({ newMessage: 'again' })
    response.assertStatus(403)
  })

  test('limits writing to 30 requests a minute', async ({ assert, client, cleanup }) => {
    env.set('RATE_LIMITS', 'on')
    cleanup(() => env.set('RATE_LIMITS', 'off'))
    const headers = await headersOf(await aMember())
    const statuses: number[] = []
    for (let count = 0; count < 31; count++) {
      const response = await client.post(`${V2}/messages`).headers(headers).json({ message: 'x' })
      statuses.push(response.status())
    }
    assert.deepEqual(statuses, [...Array(30).fill(201), 429])
  })
})

test.group('Likes and bookmarks', (group) => {
  group.each.setup(emptyStores)

  const paths = {
    like: (id: number | string) => `${V2}/messages/${id}/like`,
    bookmark: (id: number | string) => `${V2}/users/bookmarks/${id}`,
  }
  const tables = { like: 'member_likes', bookmark: 'member_bookmarks' }

  for (const kind of ['like', 'bookmark'] as const) {
    test(`are set and removed, and repeating changes nothing: ${kind}`, async ({
      assert,
      client,
    }) => {
      const headers = await headersOf(await aMember({ role: 'MEMBER' }))
      const { id } = await aMessage({ author: null })
      for (let time = 0; time < 2; time++) {
        const response = await client.post(paths[kind](id)).headers(headers)
        response.assertStatus(201)
        assert.isNull(response.body().payload)
      }
      assert.equal(await countOf(tables[kind]), 1)
      for (let time = 0; time < 2; time++) {
        const response = await client.delete(paths[kind](id)).headers(headers)
        response.assertStatus(204)
      }
      assert.equal(await countOf(tables[kind]), 0)
    })

    test(`are set once by concurrent requests: ${kind}`, async ({ assert, client }) => {
      const headers = await headersOf(await aMember({ role: 'MEMBER' }))
      const { id } = await aMessage({ author: null })
      const responses = await Promise.all(
        Array.from({ length: 8 }, () => client.post(paths[kind](id)).headers(headers))
      )
      for (const response of responses) response.assertStatus(201)
      assert.equal(await countOf(tables[kind]), 1)
    })

    test(`are refused for a wrong message, role or CSRF token: ${kind}`, async ({ client }) => {
      const headers = await headersOf(await aMember({ role: 'MEMBER' }))
      const { id } = await aMessage({ author: null })
      for (const [given, status, code] of [
        ['999999', 404, 'NOT_FOUND'],
        ['99999999999', 404, 'NOT_FOUND'],
        ['0', 404, 'NOT_FOUND'],
        ['one', 422, 'VALIDATION_ERROR'],
        ['1e1', 422, 'VALIDATION_ERROR'],
      ] as const)
        for (const method of ['post', 'delete'] as const) {
          const response = await client[method](paths[kind](given)).headers(headers)
          response.assertStatus(status)
          response.assertBodyContains({ errorPayload: { code, statusCode: status } })
        }
      const user = await client.post(paths[kind](id)).headers(await headersOf(await aMember()))
      user.assertStatus(403)
      const { authorization, cookie } = headers
      const forged = await client.post(paths[kind](id)).headers({ authorization, cookie })
      forged.assertStatus(403)
      forged.assertBodyContains({ errorPayload: { code: 'MISSING_CSRF_HEADER' } })
      const anonymous = await client.post(paths[kind](id))
      anonymous.assertStatus(401)
    })
  }
})

async function countOf(table: string): Promise<number> {
  const [{ total }] = await db.from(table).count('* as total')
  return Number(total)
}
