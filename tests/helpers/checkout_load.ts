import { setTimeout as sleep } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import { aCourse } from '#tests/helpers/catalog'
import { aLearner, tokenOf } from '#tests/helpers/people'

interface Checkout {
  userId: string
  courseId: string
  headers: Record<string, string>
}

/** Enough for a few seconds on the quickest machine. */
const REFILLED_TO = 5_000
/** Kept for single checkouts by the test itself. */
const RESERVED = 100

/** Checkouts of free courses by several learners at once, and the outcome of each. */
export class CheckoutLoad {
  private acknowledged: Checkout[] = []
  private left: Checkout[] = []
  /** The number of checkouts by status; 0 stands for a lost connection. */
  readonly answers: Record<number, number> = {}

  private constructor(private courseIds: string[]) {}

  static async of({ courses }: { courses: number }) {
    const courseIds: string[] = []
    while (courseIds.length < courses) {
      const course = await aCourse({ price: 0 })
      courseIds.push(String(course._id))
    }
    const load = new CheckoutLoad(courseIds)
    await load.refill()
    return load
  }

  /** Adds learners, who have bought nothing yet, so that the load lasts on a quick machine too. */
  async refill(): Promise<void> {
    while (this.left.length < REFILLED_TO) {
      const learner = await aLearner()
      const headers = { ...(await tokenOf(learner)), 'content-type': 'application/json' }
      for (const courseId of this.courseIds)
        this.left.push({ userId: learner.id, courseId, headers })
    }
    this.left = this.left.toSorted(() => Math.random() - 0.5)
  }

  get acknowledgedCount(): number {
    return this.acknowledged.length
  }

  /**
   * Sends checkouts to a server, one after the other, until the signal is aborted or the load is used up. It pauses after
   * a failure, since an unavailable server refuses thousands a second.
   */
  async sendTo(url: string, { signal }: { signal: AbortSignal }): Promise<void> {
    while (!signal.aborted && this.left.length > RESERVED)
      if ((await this.sendOne(url)) !== 201) await sleep(20)
  }

  /** @returns the status, or 0 without a response */
  async sendOne(url: string): Promise<number> {
    const checkout = this.left.pop()
    if (!checkout) throw new Error('The load has no checkouts left')
    const address = `${url}/api/course/checkout/${checkout.courseId}`
    const { headers } = checkout
    const response = await fetch(address, { method: 'POST', headers, body: '{}' }).catch(() => null)
    await response?.arrayBuffer().catch(() => {})
    const status = response?.status ?? 0
    this.answers[status] = (this.answers[status] ?? 0) + 1
    if (status === 201) this.acknowledged.push(checkout)
    return status
  }

  /** Checkouts that succeeded but are missing in the database. */
  async lost(): Promise<Checkout[]> {
    const rows = await db.from('enrollments').select('user_id', 'course_id')
    const stored = new Set(rows.map((row) => `${row.user_id} ${row.course_id}`))
    return this.acknowledged.filter(({ userId, courseId }) => !stored.has(`${userId} ${courseId}`))
  }
}
