import db from '@adonisjs/lucid/services/db'
import CourseDocument, { type Course } from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'

export interface Deletion {
  id: string
  title: string
  lectures: number
  /** Number of files: cover and lecture media. */
  files: number
  learners: number
  paidOrders: number
}

/** Counts everything that is deleted with courses, in four queries. */
export default class PreviewDeletion {
  /** @returns nothing for deleted courses */
  async handle({ courseIds }: { courseIds: string[] }): Promise<Deletion[]> {
    const courses = await CourseDocument.find({ _id: { $in: courseIds } }).lean<Course[]>()
    const lectures = await LectureDocument.find({ course: { $in: courseIds } })
      .select('course')
      .lean()
    const lecturesOf = Map.groupBy(lectures, ({ course }) => course.toHexString())
    const learners = await countByCourse('enrollments', courseIds)
    const paidOrders = await countByCourse('payments', courseIds)

    return courses.map(({ _id, title }) => {
      const id = _id.toHexString()
      const count = lecturesOf.get(id)?.length ?? 0
      return {
        id,
        title,
        lectures: count,
        files: count + 1,
        learners: learners.get(id) ?? 0,
        paidOrders: paidOrders.get(id) ?? 0,
      }
    })
  }
}

async function countByCourse(table: string, courseIds: string[]): Promise<Map<string, number>> {
  const rows = await db
    .from(table)
    .whereIn('course_id', courseIds)
    .select('course_id')
    .count('* as number')
    .groupBy('course_id')
  return new Map(rows.map((row) => [row.course_id, Number(row.number)]))
}
