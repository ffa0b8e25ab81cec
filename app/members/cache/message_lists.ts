import type ListMessages from '#app/members/queries/list_messages'
import { bareMessageJson, messageJson } from '#app/members/transformers/message_transformer'
import type SqlReader from '#app/platform/sql/sql_reader'

const REVISION = 'select revision from member_board_revisions where id = 1'

/** Total size of the members' own lists that are kept. */
const MAX_BYTES = 32 * 1024 * 1024

/** No member has this id. */
const NOBODY = 0

/** Message as someone sees it who has not marked it, also as JSON. */
interface SharedMessage {
  json: ReturnType<typeof messageJson>
  text: string
}

/** Lists at one revision, as JSON. They are made when someone asks for them. */
interface Snapshot {
  revision: string | undefined
  public?: Promise<Buffer>
  shared?: Promise<SharedMessage[]>
  own: Map<number, Buffer>
  ownBytes: number
}

/**
 * In-memory cache of the whole lists of messages. Each request looks up the board's revision, which
 * the database renews in the transaction of each change, so that no list is ever out of date. Lists
 * are read after their revision: they may be newer, but never older.
 */
export default class MessageLists {
  private snapshot?: Snapshot

  constructor(
    private reader: SqlReader,
    private listMessages: ListMessages
  ) {}

  /** Returns the list without authors as a JSON array. */
  async public(): Promise<Buffer> {
    const snapshot = await this.current()
    if (!snapshot.public) {
      snapshot.public = this.readPublic()
      snapshot.public.catch(() => (snapshot.public = undefined)) // read again next time
    }
    return snapshot.public
  }

  /** Returns the list as a member sees it, as a JSON array. */
  async for(memberId: number): Promise<Buffer> {
    const snapshot = await this.current()
    const known = snapshot.own.get(memberId)
    if (known) return known

    if (!snapshot.shared) {
      snapshot.shared = this.readShared()
      snapshot.shared.catch(() => (snapshot.shared = undefined))
    }
    const list = await this.withMarks(await snapshot.shared, memberId)
    this.keep(snapshot, memberId, list)
    return list
  }

  private async current(): Promise<Snapshot> {
    const row = await this.reader.first<{ revision: string }>(REVISION, [])
    const revision = row?.revision
    if (revision === undefined || this.snapshot?.revision !== revision)
      this.snapshot = { revision, own: new Map(), ownBytes: 0 }
    return this.snapshot
  }

  private keep(snapshot: Snapshot, memberId: number, list: Buffer) {
    snapshot.ownBytes += list.length
    if (snapshot.ownBytes > MAX_BYTES) {
      snapshot.own.clear()
      snapshot.ownBytes = list.length
    }
    snapshot.own.set(memberId, list)
  }

  private async readPublic(): Promise<Buffer> {
    const rows = await this.listMessages.bare()
    return Buffer.from(JSON.stringify(rows.map(bareMessageJson)))
  }

  private async readShared(): Promise<SharedMessage[]> {
    const rows = await this.listMessages.for(NOBODY)
    return rows.map((row) => {
      const json = messageJson(row)
      return { json, text: JSON.stringify(json) }
    })
  }

  private async withMarks(messages: SharedMessage[], memberId: number): Promise<Buffer> {
    const { liked, bookmarked } = await this.listMessages.markedBy(memberId)
    const texts = messages.map(({ json, text }) => {
      const own = { bookmarked: bookmarked.has(json.messageId), liked: liked.has(json.messageId) }
      return own.bookmarked || own.liked ? JSON.stringify({ ...json, ...own }) : text
    })
    return Buffer.from(`[${texts.join(',')}]`)
  }
}
