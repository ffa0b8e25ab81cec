import { inject } from '@adonisjs/core'
import EnrollUser from '#app/accounts/actions/enroll_user'
import Enrollment from '#app/accounts/models/enrollment'
import User from '#app/accounts/models/user'
import LearnerEnrolled, { SETTLED_WITHIN } from '#app/payments/events/learner_enrolled'
import SendCourseMail from '#app/payments/events/send_course_mail'
import type { AutoRefundCause } from '#app/payments/ledger/finding_kinds'
import Findings from '#app/payments/ledger/findings'
import type LedgerCase from '#app/payments/ledger/ledger_case'
import FindOtherPurchase from '#app/payments/queries/find_other_purchase'

/** Opens and ends the access to a course that an order gives. */
@inject()
export default class Access {
  constructor(
    private enrollUser: EnrollUser,
    private findings: Findings,
    private findOtherPurchase: FindOtherPurchase
  ) {}

  /** Enrolls the learner of an order that was just paid. @returns the reason if the payment buys nothing */
  async open(
    kase: LedgerCase,
    { isCourseGone = false } = {}
  ): Promise<AutoRefundCause | undefined> {
    const isSignedIn = kase.origin.source === 'callback'
    const user = isSignedIn ? undefined : await this.learnerOf(kase)
    if (user?.erasedAt) return 'account_gone'
    if (isCourseGone) return 'course_gone'
    if (!(await this.enrollUser.handle(kase.learner, kase.trx)))
      return (await this.isOwnedByAnotherOrder(kase)) ? 'duplicate_purchase' : undefined

    this.noteAccess(kase, null, 'open')
    kase.emit(new SendCourseMail(kase.learner))
    this.startProgress(kase)
    if (user?.blockedAt) await this.findBlockedPayer(kase)
    return undefined
  }

  /**
   * Ends the learner's access, which keeps the progress, unless it was granted or another order gives it too.
   * @returns whether it ended
   */
  async end(kase: LedgerCase, facts: Record<string, unknown>): Promise<boolean> {
    const { trx, learner } = kase
    const enrollment = await Enrollment.query({ client: trx }).where(learner).forUpdate().first()
    if (!enrollment || enrollment.grantedBy) return false
    if (await this.isOwnedByAnotherOrder(kase)) return false
    await enrollment.delete()
    this.noteAccess(kase, 'open', 'ended', facts)
    return true
  }

  /** Gives back access that `end` has ended. */
  async restore(kase: LedgerCase, facts: Record<string, unknown>): Promise<void> {
    const user = await this.learnerOf(kase)
    if (user.erasedAt || !(await this.enrollUser.handle(kase.learner, kase.trx))) return
    this.noteAccess(kase, 'ended', 'open', facts)
    this.startProgress(kase)
  }

  private learnerOf({ order, trx }: LedgerCase): Promise<User> {
    return User.query({ client: trx }).where('id', order.userId).firstOrFail()
  }

  private async isOwnedByAnotherOrder({ order, trx }: LedgerCase): Promise<boolean> {
    const other = await this.findOtherPurchase.handle(order, trx)
    return other !== null
  }

  private noteAccess(kase: LedgerCase, from: string | null, to: string, facts = {}) {
    kase.note({ kind: 'enrollment', id: kase.order.id, from, to, facts })
  }

  /** The learner's own request starts the progress itself; otherwise a worker does. */
  private startProgress(kase: LedgerCase) {
    const isAwaited = kase.origin.source === 'callback'
    kase.emit(new LearnerEnrolled(kase.learner), isAwaited ? SETTLED_WITHIN : undefined)
  }

  private async findBlockedPayer({ order, trx }: LedgerCase) {
    const target = { kind: 'order', id: order.id } as const
    await this.findings.open({ kind: 'payer_blocked', target, orderId: order.id }, trx)
  }
}
