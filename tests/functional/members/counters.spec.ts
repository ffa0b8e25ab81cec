import fc from 'fast-check'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import DeleteMessage from '#app/members/actions/delete_message'
import MarkMessage from '#app/members/actions/mark_message'
import UnmarkMessage from '#app/members/actions/unmark_message'
import MessageNotFound from '#app/members/exceptions/message_not_found'
import type Member from '#app/members/models/member'
import ListMessages from '#app/members/queries/list_messages'
import { messageJson } from '#app/members/transformers/message_transformer'
import { aMember } from '#tests/helpers/members'
import { aMessage } from '#tests/helpers/messages'
import { emptyStores } from '#tests/helpers/stores'

const KINDS = ['like', 'bookmark'] as const

const step = fc.record({
  act: fc.constantFrom('mark', 'unmark', 'delete'),
  kind: fc.constantFrom(...KINDS),
  member: fc.nat({ max: 2 }),
  message: fc.nat({ max: 2 }),
})
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

/** What the counters must show, as sets of `member` for each kind and message. */
class Expected {
  private marks = new Map<string, Set<number>>()
  private deleted = new Set<number>()

  apply({ act, kind, member, message }: Step) {
    if (act === 'delete') this.deleted.add(message)
    const marks = this.of(kind, message)
    if (act === 'mark') marks.add(member)
    if (act === 'unmark') marks.delete(member)
  }

  /** The messages that are left, as the reader sees them. */
  shownTo(reader: number) {
    return [0, 1, 2]
      .filter((message) => !this.deleted.has(message))
      .map((message) => {
        const [likes, bookmarks] = KINDS.map((kind) => this.of(kind, message))
        return {
          likes: likes.size,
          bookmarks: bookmarks.size,
          liked: likes.has(reader),
          bookmarked: bookmarks.has(reader),
        }
      })
  }

  private of(kind: string, message: number): Set<number> {
    const key = `${kind} ${message}`
    if (!this.marks.has(key)) this.marks.set(key, new Set())
    return this.marks.get(key)!
  }
}

async function perform({ act, kind, message }: Step, member: Member, ids: number[]) {
  const [mark, unmark, remove] = [
    await app.container.make(MarkMessage),
    await app.container.make(UnmarkMessage),
    await app.container.make(DeleteMessage),
  ]
  const [memberId, messageId] = [member.id, ids[message]]
  try {
    if (act === 'mark') await mark.handle({ kind, memberId, messageId })
    if (act === 'unmark') await unmark.handle({ kind, memberId, messageId })
    if (act === 'delete')
      await remove.handle({ messageId, member: { ...member.$attributes, role: 'ADMIN' } as never })
  } catch (error) {
    if (!(error instanceof MessageNotFound)) throw error // it was deleted before
  }
}

test.group('Counters of messages', (group) => {
  group.each.setup(emptyStores)

  test('equal the rows after any sequence of likes, bookmarks and deletions', async ({
    assert,
  }) => {
    const list = await app.container.make(ListMessages)
    const property = fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
      await emptyStores()
      const members: Member[] = []
      for (let count = 0; count < 3; count++) members.push(await aMember({ role: 'MEMBER' }))
      const ids: number[] = []
      for (const author of members) {
        const { id } = await aMessage({ author })
        ids.push(id)
      }
      const expected = new Expected()
      for (const one of steps) {
        await perform(one, members[one.member], ids)
        expected.apply(one)
      }
      const rows = await list.for(members[0].id)
      const shown = rows.map(messageJson)
      assert.deepEqual(
        shown.map(({ likes, bookmarks, liked, bookmarked }) => ({
          likes,
          bookmarks,
          liked,
          bookmarked,
        })),
        expected.shownTo(0)
      )
    })
    await fc.assert(property, { numRuns: 15 })
  })
})
