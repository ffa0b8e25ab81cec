import type DatabaseSecret from '#app/platform/aws/database_secret'

/** PostgreSQL refuses a password. */
const WRONG_PASSWORD = '28P01'

/** A part of Knex's client: what makes a connection for its pool. */
interface ConnectionMaker {
  acquireRawConnection(): Promise<unknown>
}

/** The password that new connections sign in with. Where it comes from a secret, it may change at any time. */
export default class DatabasePassword {
  private reading?: Promise<void>

  constructor(
    private password: string,
    private secret: Pick<DatabaseSecret, 'read'>
  ) {}

  get current(): string {
    return this.password
  }

  /** Makes a pool read the secret anew, and try once more, when its password is refused: open connections stay. */
  follow(pool: ConnectionMaker): void {
    const connect = pool.acquireRawConnection.bind(pool)
    pool.acquireRawConnection = async () => {
      const tried = this.password
      try {
        return await connect()
      } catch (error) {
        if ((error as { code?: string }).code !== WRONG_PASSWORD) throw error
        if (tried === this.password) await this.readAnew()
        return connect()
      }
    }
  }

  /** Of several connections that are refused at once, one asks. */
  private async readAnew(): Promise<void> {
    this.reading ??= this.secret
      .read()
      .then(({ password }) => void (this.password = password))
      .finally(() => (this.reading = undefined))
    await this.reading
  }
}
