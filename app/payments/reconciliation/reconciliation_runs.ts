import type { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import Clock from '#app/platform/clock'
import { isUniqueViolation } from '#app/platform/sql/unique_violation'
import { sqlTime } from '#app/platform/sql/time'
import ReconciliationRunning from '#app/payments/exceptions/reconciliation_running'
import Reconciliation from '#app/payments/models/reconciliation'

const LOCK = 'reconciliation'

/** Time after which another process may continue the run of a process that ended. */
const LOCK_FOR = { minutes: 1 }
const RENEW_EVERY_MS = 20_000

/** Interrupted runs that are older are not continued. */
const CONTINUE_FOR = { hours: 24 }

const KEPT_FOR = { days: 90 }

export interface Span {
  since: DateTime
  until: DateTime
}

/** Lets one process at a time reconcile, and remembers how far it got. */
@inject()
export default class ReconciliationRuns {
  constructor(private clock: Clock) {}

  /**
   * Continues an interrupted run of the same request, or begins a new one, and locks it during `work`.
   *
   * @throws {ReconciliationRunning} if another process holds the lock
   */
  async during(
    request: string,
    span: Span,
    work: (run: Reconciliation) => Promise<void>
  ): Promise<Reconciliation> {
    const run = await this.lock((await this.interrupted(request)) ?? this.begin(request, span))
    const renewal = setInterval(() => this.renew(run), RENEW_EVERY_MS)
    try {
      await work(run)
      await run.merge({ finishedAt: this.clock.now() }).save()
    } finally {
      clearInterval(renewal)
      await run.merge({ lock: null, lockedUntil: null }).save()
    }
    await Reconciliation.query()
      .where('createdAt', '<', sqlTime(this.clock.now().minus(KEPT_FOR)))
      .delete()
    return run
  }

  private interrupted(request: string): Promise<Reconciliation | null> {
    return Reconciliation.query()
      .where({ request })
      .whereNull('finishedAt')
      .where('createdAt', '>', sqlTime(this.clock.now().minus(CONTINUE_FOR)))
      .orderBy('createdAt', 'desc')
      .first()
  }

  private begin(request: string, { since, until }: Span): Reconciliation {
    const createdAt = this.clock.now()
    const span = { spanStart: since, spanEnd: until, position: since }
    return new Reconciliation().merge({ request, ...span, differences: 0, createdAt })
  }

  private async lock(run: Reconciliation): Promise<Reconciliation> {
    const now = this.clock.now()
    await Reconciliation.query()
      .where({ lock: LOCK })
      .where('lockedUntil', '<=', sqlTime(now))
      .update({ lock: null })
    if (run.$isPersisted) await run.refresh()
    if (run.lock) throw new ReconciliationRunning()
    try {
      return await run.merge({ lock: LOCK, lockedUntil: now.plus(LOCK_FOR) }).save()
    } catch (error) {
      throw isUniqueViolation(error) ? new ReconciliationRunning() : error
    }
  }

  /** A failed renewal is ignored, since the next one makes up for it. */
  private renew({ id }: Reconciliation) {
    Reconciliation.query()
      .where({ id, lock: LOCK })
      .update({ lockedUntil: sqlTime(this.clock.now().plus(LOCK_FOR)) })
      .exec()
      .catch(() => {})
  }
}
