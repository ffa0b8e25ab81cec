import { decodeAsync } from '../bson/decode.ts'
import { encodeAsync, type Encodable } from '../bson/encode.ts'
import { Binary, isDoc, type Doc, type Value } from '../bson/types.ts'
import { MongoError, typeMismatch } from '../errors.ts'
import type { Pause } from '../pause.ts'
import type { Connection } from '../store/connection.ts'
import type { Store } from '../store/store.ts'
import { Transaction } from './transaction.ts'

export const SESSION_TIMEOUT_MINUTES = 30
const TRANSACTION_LIFETIME_MS = 60_000

export interface Session {
  id: Buffer
  lastUse: number
  transaction?: Transaction
  /** True if the last transaction ended in a conflict. If so, the retry takes the write lock immediately. */
  conflicted: boolean
}

/** Client sessions with their transactions, and the stored replies to retryable writes. */
export class Sessions {
  private readonly sessions = new Map<string, Session>()
  private readonly store: Store
  private readonly sweeper: NodeJS.Timeout

  constructor(store: Store) {
    this.store = store
    this.sweeper = setInterval(() => this.sweep(), 5000).unref()
  }

  list(): Doc[] {
    return [...this.sessions.values()].map(({ id, lastUse }) => {
      const lsid: Doc = new Map([['id', new Binary(id, 4)]])
      return new Map<string, Value>([
        ['_id', lsid],
        ['lastUse', new Date(lastUse)],
      ])
    })
  }

  /** Returns the command's session, if it names one. */
  of(command: Doc): Session | undefined {
    const lsid = command.get('lsid')
    if (lsid === undefined) return undefined
    const id = idOf(lsid)
    const key = id.toString('latin1')
    let session = this.sessions.get(key)
    if (!session) {
      session = { id, lastUse: 0, conflicted: false }
      this.sessions.set(key, session)
    }
    session.lastUse = Date.now()
    return session
  }

  /** Returns the command's transaction and starts it on the first command. */
  async transactionOf(session: Session, command: Doc): Promise<Transaction> {
    const number = numberOf(command)
    const current = session.transaction
    if (command.get('startTransaction') === true) {
      if (current && number < current.number) throw tooOld(number, current.number)
      if (current && number === current.number) {
        throw new MongoError(
          251,
          `Cannot start a transaction with a number that was used before: ${number}`
        )
      }
      if (current?.state === 'active') await current.abort()
      session.transaction = new Transaction(number, this.store, session.conflicted)
      session.conflicted = false
      return session.transaction
    }
    if (current && number < current.number) throw tooOld(number, current.number)
    if (!current || current.number !== number)
      throw noSuchTransaction(number, 'does not match any in-progress transactions')
    if (current.state === 'aborted') throw noSuchTransaction(number, 'has been aborted')
    return current
  }

  async end(ids: Value[], pause: Pause): Promise<void> {
    for (const lsid of ids) {
      const key = idOf(lsid).toString('latin1')
      const transaction = this.sessions.get(key)?.transaction
      if (transaction?.state === 'active') await transaction.abort()
      this.sessions.delete(key)
      if (pause.isDue()) await pause.take()
    }
  }

  async close(): Promise<void> {
    clearInterval(this.sweeper)
    for (const { transaction } of this.sessions.values()) {
      if (transaction?.state === 'active') await transaction.abort()
    }
  }

  private sweep(): void {
    const now = Date.now()
    for (const [key, session] of this.sessions) {
      const { transaction } = session
      if (transaction?.state === 'active' && now - transaction.lastUse > TRANSACTION_LIFETIME_MS) {
        void transaction.abort()
      }
      if (now - session.lastUse > SESSION_TIMEOUT_MINUTES * 60_000) this.sessions.delete(key)
    }
  }
}

function idOf(lsid: Value): Buffer {
  const id = isDoc(lsid) ? lsid.get('id') : undefined
  if (!(id instanceof Binary) || id.position !== 16)
    throw typeMismatch("BSON field 'lsid.id' must be a UUID")
  return Buffer.from(id.buffer.subarray(0, 16))
}

function numberOf(command: Doc): bigint {
  const number = command.get('txnNumber')
  if (typeof number === 'bigint' || typeof number === 'number') return BigInt(number)
  throw new MongoError(72, "'txnNumber' is required in a transaction")
}

const tooOld = (number: bigint, current: bigint) =>
  new MongoError(
    225,
    `Cannot start transaction ${number} on this session because a newer transaction ${current} has already started.`
  )

export const noSuchTransaction = (number: bigint, what: string) =>
  new MongoError(251, `Given transaction number ${number} ${what}.`, {
    labels: ['TransientTransactionError'],
  })

/**
 * Returns the stored reply if a retryable write was already executed. The table holds the last
 * write of each session and is committed together with the write, so any process can answer the
 * retry.
 */
export function storedReply(
  connection: Connection,
  { session, command, pause }: { session: Session; command: Doc; pause: Pause }
): Doc | Promise<Doc> | undefined {
  const number = Number(numberOf(command))
  const row = connection.get(
    'SELECT number, CASE number WHEN ? THEN reply END FROM retryable WHERE session = ?',
    number,
    session.id
  )
  if (!row) return undefined
  const [last, reply] = row as [number, Uint8Array]
  if (last === number) return decodeAsync(wholeReply(connection, session.id, number, reply), pause)
  if (last > number) {
    throw new MongoError(
      225,
      `Retryable write with txnNumber ${number} is prohibited on this session because a newer retryable write with txnNumber ${last} has already started on this session.`
    )
  }
  return undefined
}

export async function storeReply(
  connection: Connection,
  { session, command, pause }: { session: Session; command: Doc; pause: Pause },
  reply: { readonly [name: string]: Encodable }
): Promise<void> {
  const encoded = encodeAsync(reply, pause)
  const bytes = encoded instanceof Promise ? await encoded : encoded
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    const piece = at === 0 ? [] : [at / PIECE_BYTES]
    connection.run(
      'INSERT OR REPLACE INTO retryable (session, number, reply, at) VALUES (?, ?, ?, ?)',
      Buffer.concat([session.id, Buffer.from(piece)]),
      Number(numberOf(command)),
      bytes.subarray(at, at + PIECE_BYTES),
      Date.now()
    )
    if (pause.isDue()) await pause.take()
  }
}

/**
 * Longer replies, such as the document of a findAndModify, are split over several rows, which are
 * written in steps.
 */
const PIECE_BYTES = 1024 * 1024

/**
 * Reads a reply from all its rows. The keys of further rows are the session's key plus a number;
 * rows of older replies are removed when they expire.
 */
function wholeReply(
  connection: Connection,
  session: Buffer,
  number: number,
  first: Uint8Array
): Uint8Array {
  if (first.length < PIECE_BYTES) return first
  const others = connection.all(
    'SELECT reply FROM retryable WHERE session > ? AND session < ? AND number = ? ORDER BY session',
    session,
    Buffer.concat([session, Buffer.from([0xff])]),
    number
  ) as [Uint8Array][]
  return Buffer.concat([first, ...others.map(([reply]) => reply)])
}

/** Deletes the stored replies of expired sessions. */
export function forgetReplies(connection: Connection): void {
  connection.run(
    'DELETE FROM retryable WHERE at < ?',
    Date.now() - SESSION_TIMEOUT_MINUTES * 60_000
  )
}
