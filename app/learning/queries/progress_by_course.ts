import { Types } from 'mongoose'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import ProgressDocument from '#app/learning/documents/progress'

export interface CourseProgress {
  /** `null` when the course is gone. */
  title: string | null
  completed: number
  lectures: number
  /** When a lecture was last completed, or the course was begun. */
  lastActiveAt: Date | null
}

/** How far a learner is in each of some courses: three queries, however many courses. */
export default class ProgressByCourse {
  async handle(userId: string, courseIds: string[]): Promise<Map<string, CourseProgress>> {
    const ids = courseIds.map((id) => new Types.ObjectId(id))
    const [courses, lectures, progresses] = await Promise.all([
      CourseDocument.find({ _id: { $in: ids } })
        .select('title')
        .lean(),
      LectureDocument.aggregate<{ _id: unknown; total: number }>([
        { $match: { course: { $in: ids } } },
        { $group: { _id: '$course', total: { $sum: 1 } } },
      ]),
      ProgressDocument.find({ user: userId, course: { $in: ids } }).lean(),
    ])
    const titles = new Map(courses.map(({ _id, title }) => [String(_id), title]))
    const totals = new Map(lectures.map(({ _id, total }) => [String(_id), total]))
    const known = new Map(progresses.map((progress) => [String(progress.course), progress]))
    return new Map(
      courseIds.map((id) => {
        const progress = known.get(id)
        return [
          id,
          {
            title: titles.get(id) ?? null,
            completed: progress?.completedLectures.length ?? 0,
            lectures: totals.get(id) ?? 0,
            lastActiveAt: progress?.updatedAt ?? null,
          },
        ]
      })
    )
  }
}
