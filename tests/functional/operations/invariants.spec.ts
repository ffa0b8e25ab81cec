import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import { dataDir } from '#config/app'
import Enrollment from '#app/accounts/models/enrollment'
import type User from '#app/accounts/models/user'
import CourseDocument, { type Course } from '#app/catalog/documents/course'
import LectureDocument, { type Lecture } from '#app/catalog/documents/lecture'
import ProgressDocument from '#app/learning/documents/progress'
import { asLines, isKept } from '#app/operations/doctor/invariants_report'
import type { CheckedInvariant } from '#app/operations/doctor/check_invariants'
import RevokeEnrollment from '#app/payments/actions/revoke_enrollment'
import VerifyPayment from '#app/payments/actions/verify_payment'
import LearnerEnrolled from '#app/payments/events/learner_enrolled'
import Order from '#app/payments/models/order'
import Payment from '#app/payments/models/payment'
import { consoleActor } from '#app/platform/audit/actor'
import { newId } from '#app/platform/ids'
import { sqlTime } from '#app/platform/sql/time'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { ace } from '#tests/helpers/console'
import { addToOutbox } from '#tests/helpers/jobs'
import { aPaymentOf, anOrder } from '#tests/helpers/payments'
import { aLearner, enroll } from '#tests/helpers/people'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

const isPostgres = db.primaryConnectionName === 'postgres'

interface Sale {
  learner: User
  course: Course
  lecture: Lecture
}

/** A course with its files, and a learner who has paid for it. */
async function aSale(): Promise<Sale> {
  const course = await aCourse()
  const lecture = await aLecture(course)
  for (const key of [course.image, lecture.video]) await drive.use().put(key, 'content')
  const learner = await aLearner()
  const paid = aPaymentOf(await anOrder(learner, course))
  const verifyPayment = await app.container.make(VerifyPayment)
  await verifyPayment.handle({
    userId: learner.id,
    courseId: String(course._id),
    payment: {
      orderId: paid.razorpay_order_id,
      paymentId: paid.razorpay_payment_id,
      signature: paid.razorpay_signature,
    },
  })
  await workOutbox()
  return { learner, course, lecture }
}

async function check(): Promise<{ code: number; broken: CheckedInvariant[] }> {
  const { code, stdout } = await ace(['doctor', '--invariants', '--json'])
  const { healthy, invariants } = JSON.parse(stdout)
  const broken = invariants.filter((one: CheckedInvariant) => !isKept(one))
  if (healthy !== (broken.length === 0)) throw new Error('`healthy` contradicts the invariants')
  return { code, broken }
}

/** Stores a file that nothing refers to, three days ago. @returns its key, and a function that deletes it */
async function anOldFile(key: string): Promise<[string, () => Promise<void>]> {
  const before = DateTime.utc().minus({ days: 3 }).toJSDate()
  await drive.use().put(key, 'content')
  await utimes(join(dataDir, key), before, before)
  return [key, () => drive.use().delete(key)]
}

/** Removes a unique index until the end of the test, which must empty the table. */
async function withoutUnique(table: string, columns: string[]): Promise<() => Promise<void>> {
  await db.connection().schema.alterTable(table, (change) => change.dropUnique(columns))
  return async () => {
    await emptyStores()
    await db.connection().schema.alterTable(table, (change) => change.unique(columns))
  }
}

async function copyRow(table: string, changes: Record<string, unknown>) {
  const row = await db.from(table).firstOrFail()
  await db.table(table).insert({ ...row, ...changes })
}

/** Breaks an invariant. @returns text that its violation must contain, and a function that repairs the schema */
interface Case {
  condition: string
  how: string
  break(sale: Sale): Promise<string | [string, () => Promise<void>]>
}

const cases: Case[] = [
  {
    condition: 'No job is overdue or has failed for good',
    how: 'an overdue job',
    async break({ learner, course }) {
      const event = new LearnerEnrolled({ userId: learner.id, courseId: String(course._id) })
      const row = await addToOutbox(event)
      await row.merge({ dueAt: DateTime.utc().minus({ minutes: 5 }) }).save()
      return `job ${row.id} (payments.learner_enrolled) has been due since`
    },
  },
  {
    condition: 'No job is overdue or has failed for good',
    how: 'a failed job',
    async break({ learner, course }) {
      const event = new LearnerEnrolled({ userId: learner.id, courseId: String(course._id) })
      const row = await addToOutbox(event)
      await row.merge({ state: 'failed', dueAt: DateTime.utc().plus({ hours: 1 }) }).save()
      return `job ${row.id} (payments.learner_enrolled) has failed`
    },
  },
  {
    condition: 'Each upload in progress has a record',
    how: 'an abandoned file',
    break: () => anOldFile(`uploads-in-progress/${randomUUID()}`),
  },
  {
    condition: 'E-mails of users are normalized and unique',
    how: 'capital letters',
    async break({ learner }) {
      await db.from('users').where('id', learner.id).update({ email: 'Asha@theta.example' })
      return `user ${learner.id}`
    },
  },
  {
    condition: 'E-mails of users are normalized and unique',
    how: 'one e-mail of two users',
    async break({ learner }) {
      const repair = await withoutUnique('users', ['email'])
      await copyRow('users', { id: newId() })
      return [`2 rows of users with email ${learner.email}`, repair]
    },
  },
  {
    condition: 'No user is enrolled twice in a course',
    how: 'a second enrollment',
    async break({ learner }) {
      const repair = await withoutUnique('enrollments', ['user_id', 'course_id'])
      await copyRow('enrollments', { id: newId() })
      return [`user_id ${learner.id}`, repair]
    },
  },
  {
    condition: 'The files of courses and lectures exist',
    how: 'a missing cover',
    async break({ course }) {
      await drive.use().delete(course.image)
      return `cover ${course.image} of course ${course._id}`
    },
  },
  {
    condition: 'The files of courses and lectures exist',
    how: 'missing media',
    async break({ lecture }) {
      await drive.use().delete(lecture.video)
      return `media ${lecture.video} of lecture ${lecture._id}`
    },
  },
  {
    condition: 'Stored files older than a day are used',
    how: 'a forgotten file',
    break: () => anOldFile(`uploads/${randomUUID()}.png`),
  },
  {
    condition: 'Each lecture belongs to a course',
    how: 'a lecture without its course',
    async break({ course, lecture }) {
      await CourseDocument.deleteOne({ _id: course._id })
      return `lecture ${lecture._id} of course ${course._id}`
    },
  },
  {
    condition: 'Each soft-deleted lecture is going to be deleted',
    how: 'a hidden lecture without a job',
    async break({ lecture }) {
      await LectureDocument.updateOne({ _id: lecture._id }, { deletion: newId() })
      return `lecture ${lecture._id}`
    },
  },
  {
    condition: 'No learner has two records of progress in a course',
    how: 'a second record',
    async break({ learner, course }) {
      await ProgressDocument.collection.dropIndexes()
      const completedLectures: string[] = []
      await ProgressDocument.create({ user: learner.id, course: course._id, completedLectures })
      const repair = async () => {
        await ProgressDocument.deleteMany()
        await ProgressDocument.createIndexes()
      }
      return [`of user ${learner.id} in course ${course._id}`, repair]
    },
  },
  {
    condition: 'Progress belongs to a user and a course',
    how: 'progress of nobody',
    async break({ course }) {
      const user = newId()
      await ProgressDocument.create({ user, course: course._id, completedLectures: [] })
      return `of user ${user} in course ${course._id}`
    },
  },
  {
    condition: 'Each paid order has its payment, and each payment its paid order',
    how: 'a paid order without payment',
    async break() {
      const order = await Order.firstOrFail()
      await Payment.query().delete()
      return `order ${order.id} is paid, but has no payment`
    },
  },
  {
    condition: 'Each paid order has its payment, and each payment its paid order',
    how: 'another amount',
    async break() {
      const payment = await Payment.firstOrFail()
      await payment.merge({ amountInPaise: 1 }).save()
      return `payment ${payment.id} does not match order ${payment.orderId}`
    },
  },
  {
    condition: 'No order or payment is stored twice',
    how: 'one payment of two orders',
    async break() {
      const repair = await withoutUnique('payments', ['gateway_payment_id'])
      const order = newId()
      await copyRow('orders', { id: order, gateway_order_id: 'order_other' })
      await copyRow('payments', { id: newId(), order_id: order })
      const { gatewayPaymentId } = await Payment.firstOrFail()
      return [`2 rows of payments with gateway_payment_id ${gatewayPaymentId}`, repair]
    },
  },
  {
    condition: 'Each payment for an existing course has an enrollment, unless it was revoked',
    how: 'a lost enrollment',
    async break({ learner, course }) {
      const payment = await Payment.firstOrFail()
      await Enrollment.query().delete()
      return `payment ${payment.id} of user ${learner.id} for course ${course._id}`
    },
  },
  {
    condition: 'Each enrollment has a course, and progress in it',
    how: 'lost progress',
    async break({ learner }) {
      const enrollment = await Enrollment.findByOrFail({ userId: learner.id })
      await ProgressDocument.deleteMany()
      return `enrollment ${enrollment.id} of user ${learner.id}`
    },
  },
  {
    condition: 'All progress has an enrollment, unless it was revoked',
    how: 'progress of a learner who never was enrolled',
    async break({ course }) {
      const { id } = await aLearner()
      await ProgressDocument.create({ user: id, course: course._id, completedLectures: [] })
      return `of user ${id} in course ${course._id}`
    },
  },
]

test.group('node ace doctor --invariants', (group) => {
  group.each.setup(emptyStores)

  test('finds nothing in intact data', async ({ assert }) => {
    await aSale()
    await drive.use().put(`uploads/${randomUUID()}.png`, 'a form that is being sent')
    assert.deepEqual(await check(), { code: 0, broken: [] })

    const { stdout } = await ace(['doctor', '--invariants'])
    assert.include(stdout, '✔ Each paid order has its payment, and each payment its paid order.')
  })

  for (const { condition, how, break: violate } of cases)
    test(`reports ${how}`, async ({ assert, cleanup }) => {
      const sale = await aSale()
      const violated = await violate(sale)
      const [expected, repair] = typeof violated === 'string' ? [violated] : violated
      if (repair) cleanup(repair)

      const { code, broken } = await check()
      assert.equal(code, 1)
      const found = broken.find((one) => one.condition === condition)
      assert.equal(found?.total, 1, JSON.stringify(broken))
      assert.include(found!.violations[0], expected)
    })

  test('reports a row that refers to a missing row', async ({ assert }) => {
    const { learner } = await aSale()
    await db.rawQuery('pragma foreign_keys = off')
    await db.from('users').where('id', learner.id).delete()
    await db.rawQuery('pragma foreign_keys = on')

    const { code, broken } = await check()
    assert.equal(code, 1)
    const { violations } = broken.find((one) => one.condition.startsWith('Rows refer'))!
    assert.isTrue(
      violations.some((one) => /row \d+ of payments refers to a missing row of users/.test(one))
    )
  }).skip(isPostgres, 'PostgreSQL refuses such rows')

  test('accepts what a waiting event will complete', async ({ assert }) => {
    const { learner, course } = await aSale()
    await ProgressDocument.deleteMany()
    await addToOutbox(new LearnerEnrolled({ userId: learner.id, courseId: String(course._id) }))
    assert.deepEqual(await check(), { code: 0, broken: [] })
  })

  test('accepts a payment and progress whose enrollment was revoked', async ({ assert }) => {
    const { learner, course } = await aSale()
    const revoke = await app.container.make(RevokeEnrollment)
    await revoke.handle({ actor: consoleActor(), userId: learner.id, courseId: String(course._id) })
    assert.deepEqual(await check(), { code: 0, broken: [] })
  })

  test('names the first hundred violations and counts the others', async ({ assert }) => {
    const violations = Array.from({ length: 100 }, (_, index) => `file ${index}`)
    const lines = asLines({ condition: 'Files are used', total: 103, violations }).split('\n')
    assert.equal(lines[0], '✖ Files are used: 103 violations')
    assert.deepEqual(lines.slice(-2), ['    file 99', '    and 3 more'])
  })

  // The audit log keeps this entry, so that this test comes last.
  test('accepts imported enrollments without progress', async ({ assert }) => {
    const { course } = await aSale()
    await enroll(await aLearner(), course)
    const before = await check()
    assert.equal(before.code, 1)

    await db.table('audit_entries').insert({
      id: newId(),
      actor_label: 'Console',
      channel: 'console',
      action: 'theta.imported',
      thing_kind: 'data',
      thing_label: 'The older system',
      outcome: 'done',
      created_at: sqlTime(DateTime.utc()),
    })
    assert.deepEqual(await check(), { code: 0, broken: [] })
  })
})
