import type { Answer, Call, Client, Expected } from '#tests/chaos/client'
import { type Ask, isAnswered, type Ledger } from '#tests/chaos/ledger'
import type { Mailbox } from '#tests/chaos/mailbox'
import type { Random } from '#tests/chaos/random'
import { aPaymentOf } from '#tests/helpers/payments'

/** A course that nobody changes, so that learners can rely on it. */
export interface OfferedCourse {
  id: string
  title: string
  isFree: boolean
  lectures: string[]
}

export interface World {
  client: Client
  ledger: Ledger
  mailbox: Mailbox
  courses: OfferedCourse[]
  signal: AbortSignal
}

/** Time that a learner waits for a mail before giving up. */
const MAIL_WITHIN_MS = 20_000

const FIRST_PASSWORD = 'correct horse battery'
const NEXT_PASSWORD = 'another long password'

let born = 0

/** A person who registers, signs in, gets courses and completes lectures. */
export class Learner {
  private email: string
  private network: string
  /** Passwords of which one is valid: two after a change whose outcome is unknown. */
  private passwords = [FIRST_PASSWORD]
  private token = ''
  private id = ''

  constructor(
    private world: World,
    private random: Random
  ) {
    this.email = `chaos-${++born}-${random.whole(0, 1e9)}@theta.example`
    this.network = [random.whole(0, 255), random.whole(0, 255), random.whole(1, 254)].join('.')
  }

  /** Lives until everything is done, the plan ends, or the outcome of something remains unknown. */
  async live(): Promise<void> {
    if (!(await this.register()) || !(await this.signIn())) return
    if (this.random.isOne(6)) await this.resetPassword()
    if (!this.token) return
    for (const course of this.world.courses) {
      if (this.random.isOne(3)) continue
      if (this.world.signal.aborted) return
      const isEnrolled = course.isFree ? await this.take(course) : await this.buy(course)
      if (isEnrolled) await this.study(course)
    }
  }

  private async register(): Promise<boolean> {
    const { mailbox, ledger } = this.world
    const json = { name: 'A learner', email: this.email, password: FIRST_PASSWORD }
    const answer = await this.post('/api/user/register', json, { success: [200] })
    if (!answer) return false
    ledger.acknowledge({
      kind: 'registrations',
      label: this.email,
      isStored: async () => (await mailbox.codeFor(this.email, 1)) !== undefined,
    })

    const otp = await mailbox.codeFor(this.email, MAIL_WITHIN_MS)
    if (!otp) return false
    const { activationToken } = answer.body
    const outcome = { success: [200], repeated: [400] }
    if (!(await this.post('/api/user/verify', { activationToken, otp }, outcome))) return false
    ledger.acknowledge({
      kind: 'accounts',
      label: this.email,
      isStored: ({ users }) => users.has(this.email),
      isShown: (ask) => this.canSignIn(ask),
    })
    return true
  }

  private async signIn(): Promise<boolean> {
    for (const password of this.passwords.toReversed()) {
      const explained = () => (this.passwords.length > 1 ? [400] : [])
      const json = { email: this.email, password }
      const answer = await this.post('/api/user/login', json, { success: [200], explained })
      if (answer?.status !== 200) continue
      const { token, user } = answer.body
      this.passwords = [password]
      this.token = token
      this.id = user._id
      this.world.ledger.acknowledge({
        kind: 'tokens',
        label: `of ${this.email}`,
        isStored: () => true,
        isShown: async (ask) => {
          if (this.token !== token) return true // a new password ends the others
          return isAnswered(ask, { path: '/api/user/me', headers: { token } }, 200)
        },
      })
      return true
    }
    return false
  }

  private async resetPassword(): Promise<void> {
    const request = { email: this.email }
    if (!(await this.post('/api/user/forgot', request, { success: [200] }))) return
    const reset = await this.world.mailbox.resetTokenFor(this.email, MAIL_WITHIN_MS)
    if (!reset) return

    this.passwords = [FIRST_PASSWORD, NEXT_PASSWORD]
    this.token = ''
    const path = `/api/user/reset?token=${reset}`
    const outcome = { success: [200], repeated: [400] }
    const answer = await this.post(path, { password: NEXT_PASSWORD }, outcome)
    if (answer) {
      this.passwords = [NEXT_PASSWORD]
      const { email } = this
      this.world.ledger.acknowledge({
        kind: 'new passwords',
        label: `of ${email}`,
        isStored: ({ users }) => users.has(email),
        isShown: (ask) => this.canSignIn(ask),
      })
    }
    await this.signIn()
  }

  private async take(course: OfferedCourse): Promise<boolean> {
    const path = `/api/course/checkout/${course.id}`
    const answer = await this.post(path, {}, { success: [201], repeated: [400] })
    if (!answer) return false
    this.acknowledgeEnrollment(course)
    return true
  }

  private async buy(course: OfferedCourse): Promise<boolean> {
    const path = `/api/course/checkout/${course.id}`
    const ordered = await this.post(path, {}, { success: [201] })
    if (!ordered) return false
    const orderId: string = ordered.body.order.id
    const { ledger } = this.world
    const isStored = ({ orders }: { orders: Set<string> }) => orders.has(orderId)
    ledger.acknowledge({ kind: 'orders', label: orderId, isStored })

    const paymentId = `pay_${this.random.whole(1e8, 1e9)}${this.random.whole(1e4, 1e5)}`
    const payment = aPaymentOf(orderId, paymentId)
    const verification = `/api/verification/${course.id}`
    if (!(await this.post(verification, payment, { success: [200] }))) return false
    const { token } = this
    ledger.acknowledge({
      kind: 'payments',
      label: payment.razorpay_payment_id,
      isStored: ({ payments }) => payments.has(payment.razorpay_payment_id),
      isShown: async (ask) => {
        const again = { method: 'POST', path: verification, json: payment } as const
        return isAnswered(ask, { ...again, headers: { token } }, 200)
      },
    })
    this.acknowledgeEnrollment(course)
    return true
  }

  private acknowledgeEnrollment(course: OfferedCourse) {
    const { id, token } = this
    this.world.ledger.acknowledge({
      kind: 'enrollments',
      label: `of ${this.email} in ${course.id}`,
      isStored: ({ enrollments, progress }) =>
        enrollments.has(`${id} ${course.id}`) && progress.has(`${id} ${course.id}`),
      isShown: async (ask) => {
        const answer = await ask({ path: '/api/user/me', headers: { token } })
        return answer.body?.user?.subscription?.includes(course.id)
      },
    })
  }

  private async study(course: OfferedCourse): Promise<void> {
    const { id, token } = this
    for (const lecture of course.lectures) {
      if (this.random.isOne(4)) continue
      const path = `/api/user/progress?course=${course.id}&lectureId=${lecture}`
      const answer = await this.post(path, undefined, { success: [200, 201] })
      if (!answer) continue
      this.world.ledger.acknowledge({
        kind: 'completed lectures',
        label: `${lecture} of ${this.email}`,
        isStored: ({ progress }) => progress.get(`${id} ${course.id}`)?.has(lecture) ?? false,
        isShown: async (ask) => {
          const query = { path: `/api/user/progress?course=${course.id}`, headers: { token } }
          const { body } = await ask(query)
          return body?.progress?.[0]?.completedLectures?.includes(lecture)
        },
      })
    }
  }

  /** From another network, since sign-ins are limited. */
  private async canSignIn(ask: Ask): Promise<boolean> {
    const headers = { 'x-forwarded-for': `11.${this.network}` }
    for (const password of this.passwords) {
      const json = { email: this.email, password }
      const { status } = await ask({ method: 'POST', path: '/api/user/login', headers, json })
      if (status === 200) return true
    }
    return false
  }

  private post(path: string, json: unknown, expected: Expected): Promise<Answer | undefined> {
    const headers: Record<string, string> = { 'x-forwarded-for': `10.${this.network}` }
    if (this.token) headers.token = this.token
    const call: Call = { method: 'POST', path, json, headers }
    return this.world.client.insist(call, expected, this.random)
  }
}
