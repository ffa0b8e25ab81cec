import { MongoError } from '../errors.ts'
import { arrayMember, OK, type Command } from './context.ts'
import { noSuchTransaction } from '../sessions/sessions.ts'

const endSessions: Command = {
  async run({ command, name, server, pause }) {
    await server.sessions.end(arrayMember(command, name) ?? [], pause)
    return { ok: OK }
  },
}

const refreshSessions: Command = {
  async run() {
    return { ok: OK }
  },
}

const commitTransaction: Command = {
  inTransactions: true,
  async run({ transaction, command, session }) {
    if (!transaction)
      throw new MongoError(125, 'commitTransaction must be run within a transaction')
    if (transaction.state === 'aborted') {
      throw noSuchTransaction(BigInt(command.get('txnNumber') as bigint), 'has been aborted')
    }
    if (transaction.state === 'active') await transaction.commit()
    if (session) session.conflicted = false
    return { ok: OK }
  },
}

const abortTransaction: Command = {
  inTransactions: true,
  async run({ transaction }) {
    if (!transaction) throw new MongoError(125, 'abortTransaction must be run within a transaction')
    if (transaction.state === 'committed') {
      throw new MongoError(256, `Transaction ${transaction.number} has been committed.`)
    }
    if (transaction.state === 'active') await transaction.abort()
    return { ok: OK }
  },
}

export const sessionCommands: Record<string, Command> = {
  endSessions,
  killSessions: endSessions,
  refreshSessions,
  commitTransaction,
  abortTransaction,
}
