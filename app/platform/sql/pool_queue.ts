import { KnexClient, PoolTimeout, type PooledConnection } from '#app/platform/sql/knex_internals'

/** Thrown when no pooled connection became available, or could be opened, in time. */
class NoConnection extends Error {
  code = 'ETIMEDOUT'
}

/**
 * Makes requests wait for a pooled connection as long as the queue moves, and fail quickly once it
 * is stuck: a burst of requests is served in order, but nothing waits for a database that has
 * stopped responding. The limit for a moving queue is the pool's `acquireTimeoutMillis`. Replaces
 * Knex's method of the same name, which logs a stack trace for each failed request; the request log
 * already records the failure.
 */
export function refuseWhenStuck({ stuckAfterMs }: { stuckAfterMs: number }): void {
  const lastLentAt = new WeakMap<object, number>()

  KnexClient.prototype.acquireConnection = async function (): Promise<PooledConnection> {
    const { pool } = this
    if (!pool) throw new Error('The pool of database connections is closed')
    const began = performance.now()
    const pending = pool.acquire()
    let isStuck = false

    const check = () => {
      const stuckForMs = performance.now() - Math.max(began, lastLentAt.get(pool) ?? 0)
      isStuck = stuckForMs >= stuckAfterMs
      if (isStuck) pending.abort()
      else timer = setTimeout(check, stuckAfterMs - stuckForMs)
    }
    let timer = setTimeout(check, stuckAfterMs)
    try {
      const connection = await pending.promise
      lastLentAt.set(pool, performance.now())
      return connection
    } catch (error) {
      if (!isStuck && !(error instanceof PoolTimeout)) throw error
      throw new NoConnection('No database connection became available in time', { cause: error })
    } finally {
      clearTimeout(timer)
    }
  }
}
