import type { Client, Connection } from 'pg'

/** What is used here of PostgreSQL's client, whose connection its types leave out. */
export type PostgresClient = Client & { connection: Connection }

/**
 * Destroys a connection whose server leaves a statement without an answer: a database that moved to another machine
 * says no farewell. The statement fails, and so does every other one on the connection; the pool makes a new one.
 * (The driver's own time-out would leave the connection in the pool, and a rollback would wait on it anew.)
 */
export function endWhenSilent(client: PostgresClient, patienceInMs: number): void {
  const { connection } = client
  let silence: NodeJS.Timeout | undefined
  const listen = () => {
    clearTimeout(silence)
    silence = undefined
  }
  const send = client.query.bind(client) as (...args: unknown[]) => unknown
  client.query = ((...args: unknown[]) => {
    silence ??= setTimeout(
      () => connection.stream.destroy(new PostgresSilent(patienceInMs)),
      patienceInMs
    )
    return send(...args)
  }) as typeof client.query
  connection.on('readyForQuery', listen)
  connection.once('end', listen)
}

class PostgresSilent extends Error {
  code = 'ETIMEDOUT'

  constructor(patienceInMs: number) {
    super(`PostgreSQL left a statement without an answer for ${patienceInMs / 1000} s`)
  }
}
