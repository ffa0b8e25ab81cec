import { KnexClient, PoolTimeout, type PooledConnection } from '#app/platform/sql/knex_internals'

/** No connection of the pool came free, or could be made, in time. */
class NoConnection extends Error {
  code = 'ETIMEDOUT'
}

/**
 * Lets the line for the pool's connections be long while it moves, and short when it is stuck: a crowd is served one
 * after the other, and nobody waits for a database that has stopped answering. How long a moving line is waited in is
 * the pool's `acquireTimeoutMillis`. Replaces Knex's method of the same name, which logs a stack for each request that
 * gets none; the request's own log entry says it already.
 */
export function refuseWhenStuck({ stuckAfterMs }: { stuckAfterMs: number }): void {
  const lastLentAt = new WeakMap<object, number>()

  KnexClient.prototype.acquireConnection = async function (): Promise<PooledConnection> {
    const { pool } = this
    if (!pool) throw new Error('The pool of database connections is closed')
    const began = performance.now()
    const pending = pool.acquire()
    let isStuck = false

    const look = () => {
      const stuckForMs = performance.now() - Math.max(began, lastLentAt.get(pool) ?? 0)
      isStuck = stuckForMs >= stuckAfterMs
      if (isStuck) pending.abort()
      else timer = setTimeout(look, stuckAfterMs - stuckForMs)
    }
    let timer = setTimeout(look, stuckAfterMs)
    try {
      const connection = await pending.promise
      lastLentAt.set(pool, performance.now())
      return connection
    } catch (error) {
      if (!isStuck && !(error instanceof PoolTimeout)) throw error
      throw new NoConnection('No database connection came free in time', { cause: error })
    } finally {
      clearTimeout(timer)
    }
  }
}
