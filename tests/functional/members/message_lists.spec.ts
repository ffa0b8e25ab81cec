import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import ChangeAvatar from '#app/members/actions/change_avatar'
import ChangeMemberRole from '#app/members/actions/change_member_role'
import DeleteMember from '#app/members/actions/delete_member'
import RemoveMessage from '#app/members/actions/remove_message'
import RestoreMessage from '#app/members/actions/restore_message'
import UpdateProfile from '#app/members/actions/update_profile'
import Member from '#app/members/models/member'
import Message from '#app/members/models/message'
import ListMessages from '#app/members/queries/list_messages'
import { bareMessageJson, messageJson } from '#app/members/transformers/message_transformer'
import { consoleActor } from '#app/platform/audit/actor'
import { aMember, signedIn } from '#tests/helpers/members'
import { aMessage } from '#tests/helpers/messages'
import { queriesDuring } from '#tests/helpers/queries'
import { emptyStores } from '#tests/helpers/stores'

const V2 = '/api/v2'

/** Reads both lists as clients do. */
async function shown(client: ApiClient, headers: Record<string, string>) {
  const [everyone, members] = [
    await client.get(`${V2}/messages/public`),
    await client.get(`${V2}/messages`).headers(headers),
  ]
  return { public: everyone.body().payload, own: members.body().payload }
}

/** Reads both lists from the database. */
async function stored({ id }: Member) {
  const list = await app.container.make(ListMessages)
  const [everyone, members] = [await list.bare(), await list.for(id)]
  return { public: everyone.map(bareMessageJson), own: members.map(messageJson) }
}

test.group('The cached lists of messages', (group) => {
  group.each.setup(emptyStores)

  test('take one query while nothing changes, after the token’s', async ({ assert, client }) => {
    const reader = await aMember({ role: 'MEMBER' })
    const { headers } = await signedIn(reader)
    await aMessage({ author: reader, likedBy: [reader] })
    const first = await shown(client, headers)
    const queries = await queriesDuring(async () => {
      assert.deepEqual(await shown(client, headers), first)
    })
    assert.lengthOf(
      queries.filter((sql) => sql.includes('member_board_revisions')),
      2
    )
    assert.lengthOf(queries, 3)
  })

  test('show everyone their own marks', async ({ assert, client }) => {
    const people = [await aMember({ role: 'MEMBER' }), await aMember({ role: 'ADMIN' })]
    await aMessage({ author: people[0], likedBy: [people[0]] })
    await aMessage({ author: null, likedBy: people, bookmarkedBy: [people[1]] })
    const seen: unknown[] = []
    for (const person of people) {
      const { headers } = await signedIn(person)
      const { own } = await shown(client, headers)
      const fresh = await stored(person)
      assert.deepEqual(own, fresh.own)
      seen.push(own.map((one: Message & Record<string, boolean>) => [one.liked, one.bookmarked]))
    }
    assert.deepEqual(seen, [
      [
        [true, false],
        [true, false],
      ],
      [
        [false, false],
        [true, true],
      ],
    ])
  })

  test('are up to date after every kind of change', async ({ assert, client }) => {
    const [reader, author] = [await aMember({ role: 'ADMIN' }), await aMember({ role: 'MEMBER' })]
    const { headers } = await signedIn(reader)
    const [kept, removed] = [await aMessage({ author }), await aMessage({ author })]
    const actor = consoleActor()
    const api = (method: string, path: string, json?: object) => async () => {
      const request = client.request(V2 + path, method).headers(headers)
      const response = await (json ? request.json(json) : request)
      assert.isBelow(response.status(), 300)
    }
    const act =
      <T extends { handle(input: never): Promise<unknown> }>(
        Action: new (...args: never[]) => T,
        input: Parameters<T['handle']>[0]
      ) =>
      async () => {
        const action = await app.container.make(Action)
        await action.handle(input as never)
      }

    const changes: Record<string, () => Promise<unknown>> = {
      'a new message': api('POST', '/messages', { message: 'New' }),
      'an edited one': api('PATCH', `/messages/${kept.id}`, { newMessage: 'Edited' }),
      'a like': api('POST', `/messages/${kept.id}/like`),
      'a bookmark': api('POST', `/users/bookmarks/${kept.id}`),
      'no like': api('DELETE', `/messages/${kept.id}/like`),
      'no bookmark': api('DELETE', `/users/bookmarks/${kept.id}`),
      'a name': act(UpdateProfile, { memberId: author.id, changes: { firstname: 'Mira' } }),
      'an avatar': act(ChangeAvatar, { memberId: author.id, avatar: 'avatars/x.webp' }),
      'a role': act(ChangeMemberRole, { actor, origin: null, member: author, role: 'ADMIN' }),
      'a removed message': act(RemoveMessage, { actor, messageId: removed.id, reason: 'Spam' }),
      'a restored one': act(RestoreMessage, { actor, messageId: removed.id }),
      'a deleted one': api('DELETE', `/messages/${removed.id}`),
      'a like by the author': () => Promise.resolve(aMessage({ author, likedBy: [author] })),
      'a deleted account': act(DeleteMember, { actor, origin: null, member: author }),
    }
    let former = JSON.stringify(await shown(client, headers))
    for (const [change, make] of Object.entries(changes)) {
      await make()
      const now = await shown(client, headers)
      assert.notEqual(JSON.stringify(now), former, change)
      assert.deepEqual(now, await stored(reader), change)
      former = JSON.stringify(now)
    }
  })

  test('do not show what was rolled back, nor miss what is committed side by side', async ({
    assert,
    client,
  }) => {
    const reader = await aMember({ role: 'MEMBER' })
    const { headers } = await signedIn(reader)
    await assert.rejects(() =>
      db.transaction(async (trx) => {
        await Message.create({ authorId: null, message: 'No', edited: false }, { client: trx })
        throw new Error('changed my mind')
      })
    )
    const post = (number: number) =>
      client
        .post(`${V2}/messages`)
        .headers(headers)
        .json({ message: `${number}` })
    await Promise.all(
      Array.from({ length: 30 }, (_, number) =>
        number % 2 ? shown(client, headers) : Promise.resolve(post(number))
      )
    )
    const now = await shown(client, headers)
    assert.lengthOf(now.public, 15)
    assert.deepEqual(now, await stored(reader))
  })

  test('do not change with the activity of members', async ({ assert, client }) => {
    const reader = await aMember({ role: 'MEMBER' })
    const { headers } = await signedIn(reader)
    await aMessage({ author: reader })
    const revision = () => db.from('member_board_revisions').first()
    await shown(client, headers)
    const before = await revision()
    await Member.query().where('id', reader.id).update({ lastActiveAt: new Date() })
    assert.deepEqual(await revision(), before)
  })
})
