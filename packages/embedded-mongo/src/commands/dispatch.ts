import type { Encodable } from '../bson/encode.ts'
import { Binary, isNumeric, Timestamp, type Doc, type RawDoc } from '../bson/types.ts'
import { toDouble } from '../bson/numbers.ts'
import { resetEffort } from '../effort.ts'
import { MongoError } from '../errors.ts'
import { Pause } from '../pause.ts'
import { storedReply, storeReply, type Session } from '../sessions/sessions.ts'
import type { Transaction } from '../sessions/transaction.ts'
import type { Connection } from '../store/connection.ts'
import {
  docMember,
  wrongType,
  type Command,
  type CommandContext,
  type Reply,
  type ServerState,
} from './context.ts'
import { asMongoError, errorMembers, logStorageError } from './errors.ts'
import { commandNamed } from './registry.ts'

export interface Incoming {
  command: Doc
  sequences: Map<string, RawDoc[]>
  connectionId: number
}

/** Executes one command. Errors become error replies. */
export async function dispatch(server: ServerState, incoming: Incoming): Promise<Reply> {
  try {
    const reply = await perform(server, incoming)
    return { ...reply, ...writeConcernError(incoming.command), ...clusterMembers() }
  } catch (caught) {
    const error = asMongoError(caught)
    logStorageError(error)
    return { ...errorReply(error, incoming.command), ...clusterMembers() }
  }
}

/** Builds an error reply. The command is missing if the message could not be decoded. */
export function errorReply(error: MongoError, command?: Doc): { [name: string]: Encodable } {
  const labels = new Set(error.labels)
  const isTransaction = command?.get('autocommit') === false
  if (!isTransaction) labels.delete('TransientTransactionError')
  return {
    ok: 0,
    ...errorMembers(error),
    ...(labels.size > 0 ? { errorLabels: [...labels] } : {}),
  }
}

async function perform(
  server: ServerState,
  { command, sequences, connectionId }: Incoming
): Promise<Reply> {
  const [name] = command.keys()
  const handler = name === undefined ? undefined : commandNamed(name)
  if (!handler) throw new MongoError(59, `no such command: '${name}'`)
  const database = command.get('$db')
  if (typeof database !== 'string')
    throw new MongoError(40571, 'OP_MSG requests require a $db argument')
  if (handler.adminOnly && database !== 'admin') {
    throw new MongoError(13, `${name} may only be run against the admin database.`)
  }
  server.counters.operations[name] = (server.counters.operations[name] ?? 0) + 1

  resetEffort()
  const session = server.sessions.of(command)
  const transaction = await transactionOf(server, handler, command, session)
  const deadline = deadlineOf(command)
  const pause = new Pause(deadline)
  const context: CommandContext = {
    server,
    name,
    database,
    command,
    sequences,
    connectionId,
    session,
    transaction,
    deadline,
    pause,
    ...(transaction && transaction.state === 'active'
      ? insideTransaction(transaction)
      : outside(server, handler, { command, session, deadline, pause })),
  }
  if (!transaction && docMember(command, 'readConcern')?.get('level') === 'snapshot')
    return runInSnapshot(handler, context)
  if (!transaction) return handler.run(context)
  return runInTransaction(handler, context, transaction)
}

/** Reads the snapshot at the command's timestamp, or takes a new snapshot. */
async function runInSnapshot(handler: Command, context: CommandContext): Promise<Reply> {
  const { server, command, name } = context
  if (!handler.inSnapshots) {
    throw new MongoError(72, `The command ${name} does not support the read concern level snapshot`)
  }
  const given = docMember(command, 'readConcern')?.get('atClusterTime')
  const atClusterTime = given instanceof Timestamp ? given : nextTime()
  const connection =
    given instanceof Timestamp ? server.snapshots.at(given) : server.snapshots.take(atClusterTime)
  const reply = await handler.run({ ...context, read: async (work) => work(connection) })
  const { cursor } = reply
  return cursor
    ? { ...reply, cursor: { ...(cursor as Reply), atClusterTime } }
    : { ...reply, atClusterTime }
}

async function transactionOf(
  server: ServerState,
  handler: Command,
  command: Doc,
  session: Session | undefined
): Promise<Transaction | undefined> {
  if (command.get('autocommit') === undefined) return undefined
  if (!session) throw new MongoError(72, "'autocommit' requires a session")
  if (!handler.inTransactions) {
    const [name] = command.keys()
    throw new MongoError(263, `Cannot run '${name}' in a multi-document transaction.`)
  }
  return server.sessions.transactionOf(session, command)
}

/** Runs a command in its transaction. Any error aborts the transaction, as in MongoDB. */
async function runInTransaction(
  handler: Command,
  context: CommandContext,
  transaction: Transaction
): Promise<Reply> {
  try {
    return await handler.run(context)
  } catch (error) {
    if (transaction.state === 'active') {
      await transaction.abort()
      const isConflict = asMongoError(error).code === 112
      if (context.session) context.session.conflicted = isConflict
    }
    throw error
  }
}

function insideTransaction(transaction: Transaction): Pick<CommandContext, 'read' | 'write'> {
  return {
    read: (work) => transaction.run(false, async (connection) => work(connection)),
    write: (work) => transaction.run(true, async (connection) => work(connection)),
  }
}

function outside(
  server: ServerState,
  handler: Command,
  given: Pick<CommandContext, 'command' | 'session' | 'deadline' | 'pause'>
): Pick<CommandContext, 'read' | 'write'> {
  const { store } = server
  const { command, session, deadline, pause } = given
  const retryable = handler.retryable && session !== undefined && command.has('txnNumber')
  return {
    read: async (work) => work(store.reader),
    write: (work) =>
      store.writes.run(
        (connection) =>
          retryable ? once(connection, { command, session, pause }, work) : work(connection),
        deadline
      ),
  }
}

/** Executes a retryable write, or returns the stored reply if it was already executed. */
async function once<T>(
  connection: Connection,
  given: { command: Doc; session: Session; pause: Pause },
  work: (connection: Connection) => Promise<T> | T
): Promise<T> {
  const known = storedReply(connection, given)
  if (known) return Object.fromEntries(await known) as T
  const reply = await work(connection)
  if (given.pause.isDue()) await given.pause.take()
  await storeReply(connection, given, reply as Reply)
  return reply
}

/** Returns the write concern error if more than one acknowledgement is requested: there is only one server. */
function writeConcernError(command: Doc): { [name: string]: Encodable } {
  const w = docMember(command, 'writeConcern')?.get('w')
  if (typeof w !== 'number' || w <= 1) return {}
  return {
    writeConcernError: {
      code: 100,
      codeName: 'UnsatisfiableWriteConcern',
      errmsg: 'Not enough data-bearing nodes',
    },
  }
}

function deadlineOf(command: Doc): number {
  const limit = command.get('maxTimeMS')
  if (limit === undefined || limit === null) return Number.POSITIVE_INFINITY
  if (!isNumeric(limit)) throw wrongType('maxTimeMS', limit, 'long')
  const milliseconds = toDouble(limit)
  if (milliseconds < 0)
    throw new MongoError(
      2,
      `BSON field 'maxTimeMS' value must be >= 0, actual value '${milliseconds}'`
    )
  return milliseconds === 0 ? Number.POSITIVE_INFINITY : performance.now() + milliseconds
}

let lastTime = { t: 0, i: 0 }

/** Returns operation and cluster time, which never decrease, as causally consistent sessions require. */
function clusterMembers(): { [name: string]: Encodable } {
  const clusterTime = nextTime()
  return {
    operationTime: clusterTime,
    $clusterTime: { clusterTime, signature: { hash: NO_HASH, keyId: 0n } },
  }
}

function nextTime(): Timestamp {
  const t = Math.floor(Date.now() / 1000)
  lastTime = t > lastTime.t ? { t, i: 1 } : { t: lastTime.t, i: lastTime.i + 1 }
  return new Timestamp(lastTime)
}

const NO_HASH = new Binary(Buffer.alloc(20), 0)
