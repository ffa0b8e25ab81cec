import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import type { Sql } from '#tests/chaos/sql'

/** What the databases hold after a plan, read without the application. */
export interface StoredRows {
  /** Ids of users by e-mail. */
  users: Map<string, string>
  /** Gateway ids. */
  orders: Set<string>
  payments: Set<string>
  /** As `userId courseId`. */
  enrollments: Set<string>
  /** Completed lectures by `userId courseId`. */
  progress: Map<string, Set<string>>
  /** Covers by title. */
  courses: Map<string, string>
  /** Keys of media by the lecture's id. */
  lectures: Map<string, string>
  /** Size of a stored file; undefined if it is missing. */
  sizeOf(key: string): Promise<number | undefined>
}

export async function readRows(sql: Sql, mongoUri: string, dataDir: string): Promise<StoredRows> {
  const mongo = await MongoClient.connect(mongoUri)
  try {
    const documents = (name: string) => mongo.db().collection(name).find().toArray()
    const users = await sql('select id, email from users')
    const orders = await sql('select gateway_order_id as id from orders')
    const payments = await sql('select gateway_payment_id as id from payments')
    const enrollments = await sql('select user_id, course_id from enrollments')
    const progress = await documents('progresses')
    const courses = await documents('courses')
    const lectures = await documents('lectures')
    return {
      users: new Map(users.map(({ email, id }) => [email, id])),
      orders: new Set(orders.map(({ id }) => id)),
      payments: new Set(payments.map(({ id }) => id)),
      enrollments: new Set(enrollments.map((row) => `${row.user_id} ${row.course_id}`)),
      progress: new Map(
        progress.map(({ user, course, completedLectures }) => [
          `${user} ${course}`,
          new Set<string>(completedLectures.map(String)),
        ])
      ),
      courses: new Map(courses.map(({ title, image }) => [title, image])),
      lectures: new Map(lectures.map(({ _id, video }) => [String(_id), video])),
      sizeOf: async (key) => {
        const found = await stat(join(dataDir, key)).catch(() => undefined)
        return found?.size
      },
    }
  } finally {
    await mongo.close()
  }
}
