import type DatabaseSecret from '#app/platform/aws/database_secret'

/** SQLSTATE with which PostgreSQL rejects a password. */
const WRONG_PASSWORD = '28P01'

/** The method of Knex's client that creates connections for its pool. */
interface ConnectionMaker {
  acquireRawConnection(): Promise<unknown>
}

/** Current password for new connections. If it comes from a secret, it can rotate at any time. */
export default class DatabasePassword {
  private reloading?: Promise<void>

  constructor(
    private password: string,
    private secret: Pick<DatabaseSecret, 'read'>
  ) {}

  get current(): string {
    return this.password
  }

  /**
   * Makes a pool reload the secret and retry once when its password is rejected. Open connections
   * are kept.
   */
  follow(pool: ConnectionMaker): void {
    const connect = pool.acquireRawConnection.bind(pool)
    pool.acquireRawConnection = async () => {
      const rejected = this.password
      try {
        return await connect()
      } catch (error) {
        if ((error as { code?: string }).code !== WRONG_PASSWORD) throw error
        if (rejected === this.password) await this.reload()
        return connect()
      }
    }
  }

  /**
   * Shared by all connections that are rejected at the same time, so that the secret is read once.
   */
  private async reload(): Promise<void> {
    this.reloading ??= this.secret
      .read()
      .then(({ password }) => void (this.password = password))
      .finally(() => (this.reloading = undefined))
    await this.reloading
  }
}
