import { readFile } from 'node:fs/promises'
import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import app from '@adonisjs/core/services/app'
import drive from '@adonisjs/drive/services/main'
import Passwords from '#app/identity/passwords'
import User from '#app/accounts/models/user'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import ProgressDocument from '#app/learning/documents/progress'
import { sqlTime } from '#app/platform/sql/time'
import { type DemoCourse, demoCourses } from '#database/demo/catalog'
import { demoFileKey, demoId } from '#database/demo/demo_ids'
import { insertRowOnce } from '#database/demo/insert_once'
import { type DemoPerson, type DemoPurchase, demoPeople } from '#database/demo/people'
import SeedInvoices from '#database/demo/seed_invoices'
import SeedPayment from '#database/demo/seed_payment'

/** Password of all demo accounts. */
export const DEMO_PASSWORD = 'learn-with-theta'

/** Maximum number of lectures of a demo course, used to number them. */
const LECTURES_A_COURSE = 100

/** Seeds the demo's courses, people, payments and progress. Existing records are not changed. */
@inject()
export default class SeedDemo {
  private readonly now = DateTime.utc()

  constructor(
    private passwords: Passwords,
    private changes: CatalogChanges,
    private payment: SeedPayment,
    private invoices: SeedInvoices
  ) {}

  async handle(): Promise<void> {
    await this.changes.recordLarge(async () => {
      for (const [number, course] of demoCourses.entries()) await this.seedCourse(course, number)
    })

    const password = await this.passwords.hash(DEMO_PASSWORD)
    const [userIds, orderIds]: string[][] = [[], []]
    for (const [number, person] of demoPeople.entries()) {
      const userId = await this.seedPerson(person, number, password)
      userIds.push(userId)
      for (const purchase of person.purchases) {
        await this.seedPurchase(purchase, orderIds.length, userId)
        orderIds.push(demoId('purchase', orderIds.length))
      }
    }
    await this.invoices.handle({ userIds, orderIds })
  }

  private async seedCourse({ key: _, cover, lectures, ...course }: DemoCourse, number: number) {
    const image = demoFileKey('course', number, cover)
    await this.storeOnce(`covers/${cover}`, image)
    const createdAt = this.daysAgo(100 - number)
    await insertOnce(CourseDocument, demoId('course', number), { ...course, image, createdAt })

    for (const [position, { media, ...lecture }] of lectures.entries()) {
      const lectureNumber = number * LECTURES_A_COURSE + position
      const video = demoFileKey('lecture', lectureNumber, media)
      await this.storeOnce(`media/${media}`, video)
      const reference = { course: demoId('course', number), position: position + 1, createdAt }
      await insertOnce(LectureDocument, demoId('lecture', lectureNumber), {
        ...lecture,
        ...reference,
        video,
      })
    }
  }

  private async seedPerson(
    { purchases, ...person }: DemoPerson,
    number: number,
    password: string
  ): Promise<string> {
    const existing = await User.findBy('email', person.email)
    if (existing) return existing.id
    const firstPurchase = Math.max(0, ...purchases.map(({ daysAgo }) => daysAgo))
    const createdAt = this.now.minus({ days: firstPurchase + 1 })
    const id = demoId('person', number)
    await User.create({ id, password, createdAt, ...person })
    return id
  }

  private async seedPurchase(purchase: DemoPurchase, number: number, userId: string) {
    const courseNumber = demoCourses.findIndex(({ key }) => key === purchase.course)
    const course = demoCourses[courseNumber]
    const courseId = demoId('course', courseNumber)
    const id = demoId('purchase', number)
    const createdAt = this.now.minus({ days: purchase.daysAgo, minutes: number * 37 })
    const row = { id, user_id: userId, course_id: courseId, created_at: sqlTime(createdAt) }

    if (course.price > 0) {
      const amountInPaise = course.price * 100
      const buyer = { number, userId, courseId, courseTitle: course.title }
      await this.payment.handle({ ...buyer, amountInPaise, paidAt: createdAt })
    }
    await insertRowOnce('enrollments', row)

    const completedLectures = course.lectures
      .slice(0, purchase.completedLectures)
      .map((_, position) => demoId('lecture', courseNumber * LECTURES_A_COURSE + position))
    const progress = { user: userId, course: courseId, completedLectures }
    await insertOnce(ProgressDocument, id, { ...progress, createdAt: createdAt.toJSDate() })
  }

  private async storeOnce(fileName: string, key: string) {
    const disk = drive.use()
    if (await disk.exists(key)) return
    await disk.put(key, await readFile(app.makePath('database/demo', fileName)))
  }

  private daysAgo(days: number): Date {
    return this.now.minus({ days }).toJSDate()
  }
}

type DatedMembers = { createdAt: Date; [member: string]: unknown }

interface Collection {
  updateOne(
    filter: object,
    update: object,
    options: { upsert: true; timestamps: false }
  ): PromiseLike<unknown>
}

/** Disables Mongoose's timestamps: the demo sets its own, and existing documents keep theirs. */
async function insertOnce(documents: Collection, id: string, members: DatedMembers) {
  const document = { ...members, updatedAt: members.createdAt }
  const options = { upsert: true, timestamps: false } as const
  await documents.updateOne({ _id: id }, { $setOnInsert: document }, options)
}
