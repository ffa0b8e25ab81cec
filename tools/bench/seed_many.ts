import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import CourseDocument from '#app/catalog/documents/course'
import TakeOverPayments from '#app/payments/actions/take_over_payments'
import { newId } from '#app/platform/ids'
import { sqlTime } from '#app/platform/sql/time'

/** SQLite limits the number of bindings per statement. */
const BATCH = 500
const PRICE_IN_RUPEES = 999
const ONE_IN_SO_MANY_STAYS_UNPAID = 5

interface Numbers {
  users: number
  courses: number
  payments: number
}

/** Fills the stores for benchmarks with fake accounts and payments. */
@inject()
export default class SeedMany {
  private readonly now = DateTime.utc()

  constructor(
    private changes: CatalogChanges,
    private takeOverPayments: TakeOverPayments
  ) {}

  async handle({ users, courses, payments }: Numbers): Promise<void> {
    const userIds = await this.seedUsers(users)
    const courseIds = await this.seedCourses(courses)
    await this.seedMoney(payments, userIds, courseIds)
    await this.takeOverPayments.handle()
  }

  private async seedUsers(number: number): Promise<string[]> {
    const users = Array.from({ length: number }, (_, index) => ({
      id: newId(),
      name: `Person ${index}`,
      email: `person-${index}@bench.example`,
      search_text: `person ${index}\nperson-${index}@bench.example`,
      password: 'none',
      role: 'user',
      mainrole: 'user',
      created_at: this.minutesAgo(number - index),
      updated_at: this.minutesAgo(0),
    }))
    await insert('users', users)
    return users.map(({ id }) => id)
  }

  private async seedCourses(number: number): Promise<string[]> {
    const courses = Array.from({ length: number }, (_, index) => ({
      title: `Course ${index}`,
      description: 'Made for benchmarks.',
      image: 'uploads/00000000-0000-4000-8000-000000000000.png',
      price: PRICE_IN_RUPEES,
      duration: 6,
      category: `Category ${index % 20}`,
      createdBy: `Instructor ${index % 50}`,
    }))
    let ids: string[] = []
    await this.changes.recordLarge(async () => {
      const made = await CourseDocument.insertMany(courses)
      ids = made.map(({ _id }) => _id.toHexString())
    })
    return ids
  }

  /**
   * In addition to each payment's order, one in five orders is unpaid. Each person is enrolled once
   * per course.
   */
  private async seedMoney(number: number, userIds: string[], courseIds: string[]) {
    const unpaid = Math.floor(number / ONE_IN_SO_MANY_STAYS_UNPAID)
    const orders = Array.from({ length: number + unpaid }, (_, index) => {
      const user = index % userIds.length
      const course = (user + Math.floor(index / userIds.length)) % courseIds.length
      const createdAt = this.minutesAgo(number + unpaid - index)
      return {
        id: newId(),
        gateway_order_id: `order_bench${index}`,
        user_id: userIds[user],
        course_id: courseIds[course],
        course_title: `Course ${course}`,
        amount_in_paise: (PRICE_IN_RUPEES + (index % 100)) * 100,
        currency: 'INR',
        paid_at: index % 6 === 5 ? null : createdAt,
        created_at: createdAt,
      }
    })
    const paid = orders.filter((order) => order.paid_at !== null)
    await insert('orders', orders)
    await insert(
      'payments',
      paid.map(({ id, gateway_order_id: order, course_title: _, paid_at: __, ...money }) => ({
        ...money,
        id: newId(),
        order_id: id,
        gateway_payment_id: `pay_${order}`,
      }))
    )
    await insert(
      'enrollments',
      paid.map(({ user_id: user, course_id: course, created_at: createdAt }) => ({
        id: newId(),
        user_id: user,
        course_id: course,
        created_at: createdAt,
      }))
    )
  }

  private minutesAgo(minutes: number): string {
    return sqlTime(this.now.minus({ minutes }))
  }
}

async function insert(table: string, rows: object[]) {
  await db.transaction(async (trx) => {
    for (let from = 0; from < rows.length; from += BATCH)
      await trx.table(table).multiInsert(rows.slice(from, from + BATCH))
  })
}
