import pg, { type Client, type ClientConfig, type Connection } from 'pg'

/** Members of the PostgreSQL client that its types omit. */
export type PostgresClient = Client & { connection: Connection }

/**
 * Destroys connections to a server that disappeared without closing them, for example after a
 * failover. When a statement gets no response within the timeout, a new connection is attempted to
 * tell a lost server from a slow one. If that fails, all statements on the connection fail and the
 * pool replaces it. (The driver's own timeout would also abort slow statements, and keep the
 * connection in the pool, where the rollback would hang again.)
 */
export default class UnresponsiveConnections {
  private probe?: Promise<boolean>

  /**
   * @param timeoutInMs for a statement, and again for the test connection
   * @param maxSilenceInMs after which a statement is considered lost, even if the server accepts new
   * connections
   */
  constructor(
    private settings: ClientConfig,
    private timeoutInMs: number,
    private maxSilenceInMs: number
  ) {}

  watch(client: PostgresClient): void {
    const { connection } = client
    let pendingSince: number | undefined
    let nextCheck: NodeJS.Timeout | undefined

    const check = async (since: number) => {
      const isLost = !(await this.isReachable()) || performance.now() - since > this.maxSilenceInMs
      if (pendingSince !== since) return
      if (isLost) connection.stream.destroy(new PostgresSilent())
      else nextCheck = setTimeout(check, this.timeoutInMs, since)
    }
    const send = client.query.bind(client) as (...args: unknown[]) => unknown
    client.query = ((...args: unknown[]) => {
      if (pendingSince === undefined) {
        pendingSince = performance.now()
        nextCheck = setTimeout(check, this.timeoutInMs, pendingSince)
      }
      return send(...args)
    }) as typeof client.query
    const end = () => {
      clearTimeout(nextCheck)
      pendingSince = undefined
    }
    connection.on('readyForQuery', end)
    connection.once('end', end)
  }

  /** Shared by concurrent callers, so that only one test connection is opened. */
  private isReachable(): Promise<boolean> {
    return (this.probe ??= this.connectOnce().finally(() => (this.probe = undefined)))
  }

  private async connectOnce(): Promise<boolean> {
    const client = new pg.Client({ ...this.settings, connectionTimeoutMillis: this.timeoutInMs })
    client.on('error', () => {}) // `connect` reports the errors that matter
    try {
      await client.connect()
      return true
    } catch (error) {
      return error instanceof pg.DatabaseError // a server that rejects the connection is alive
    } finally {
      client.end().catch(() => {})
    }
  }
}

class PostgresSilent extends Error {
  code = 'ETIMEDOUT'

  constructor() {
    super('PostgreSQL stopped responding: a statement timed out and a new connection failed')
  }
}
