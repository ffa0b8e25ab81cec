import pg, { type Client, type ClientConfig, type Connection } from 'pg'

/** What is used here of PostgreSQL's client, whose connection its types leave out. */
export type PostgresClient = Client & { connection: Connection }

/**
 * Destroys connections whose server is gone without a farewell, as one is that moved to another machine. A connection
 * that leaves a statement without an answer may be of a server that is gone, or of one that is busy with it: whether
 * the server greets a new connection tells. The statement fails then, and so does every other one on the connection;
 * the pool makes a new one. (The driver's own time-out would end slow statements too, and leave the connection in the
 * pool, where a rollback would wait on it anew.)
 */
export default class SilentConnections {
  private greeting?: Promise<boolean>

  /**
   * @param timeoutInMs for a statement, and then once more for the greeting
   * @param maxSilenceInMs a statement that takes longer has lost its server, even if the address greets new connections
   */
  constructor(
    private settings: ClientConfig,
    private timeoutInMs: number,
    private maxSilenceInMs: number
  ) {}

  watch(client: PostgresClient): void {
    const { connection } = client
    let silentSince: number | undefined
    let nextLook: NodeJS.Timeout | undefined

    const look = async (since: number) => {
      const isGone = !(await this.isGreeted()) || performance.now() - since > this.maxSilenceInMs
      if (silentSince !== since) return
      if (isGone) connection.stream.destroy(new PostgresSilent())
      else nextLook = setTimeout(look, this.timeoutInMs, since)
    }
    const send = client.query.bind(client) as (...args: unknown[]) => unknown
    client.query = ((...args: unknown[]) => {
      if (silentSince === undefined) {
        silentSince = performance.now()
        nextLook = setTimeout(look, this.timeoutInMs, silentSince)
      }
      return send(...args)
    }) as typeof client.query
    const end = () => {
      clearTimeout(nextLook)
      silentSince = undefined
    }
    connection.on('readyForQuery', end)
    connection.once('end', end)
  }

  /** Of several that ask at once, one tries. */
  private isGreeted(): Promise<boolean> {
    return (this.greeting ??= this.greet().finally(() => (this.greeting = undefined)))
  }

  private async greet(): Promise<boolean> {
    const client = new pg.Client({ ...this.settings, connectionTimeoutMillis: this.timeoutInMs })
    client.on('error', () => {}) // what matters is said by connecting
    try {
      await client.connect()
      return true
    } catch (error) {
      return error instanceof pg.DatabaseError // a server that refuses is there
    } finally {
      client.end().catch(() => {})
    }
  }
}

class PostgresSilent extends Error {
  code = 'ETIMEDOUT'

  constructor() {
    super('PostgreSQL left a statement without an answer, and greets nobody')
  }
}
