import { Types } from 'mongoose'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import ProgressDocument from '#app/learning/documents/progress'

export interface CourseProgress {
  /** `null` if the course was deleted. */
  title: string | null
  /** Completed lectures that are visible to learners. */
  completed: number
  /** Number of lectures visible to learners. */
  lectures: number
  /** Time of the latest completion; `null` before the first. */
  lastActiveAt: Date | null
}

/** Reads a learner's progress in several courses, in three queries. */
export default class ProgressByCourse {
  async handle(userId: string, courseIds: string[]): Promise<Map<string, CourseProgress>> {
    const ids = courseIds.map((id) => new Types.ObjectId(id))
    const [courses, lectures, progresses] = await Promise.all([
      CourseDocument.find({ _id: { $in: ids } })
        .select('title')
        .lean(),
      LectureDocument.find({ course: { $in: ids }, deletion: null, status: { $ne: 'unpublished' } })
        .select('course')
        .lean(),
      ProgressDocument.find({ user: userId, course: { $in: ids } }).lean(),
    ])
    const titles = new Map(courses.map(({ _id, title }) => [String(_id), title]))
    const shown = Map.groupBy(lectures, ({ course }) => String(course))
    const known = new Map(progresses.map((progress) => [String(progress.course), progress]))
    return new Map(
      courseIds.map((id) => {
        const progress = known.get(id)
        const completed = new Set(progress?.completedLectures.map(String))
        const lectureIds = (shown.get(id) ?? []).map(({ _id }) => String(_id))
        return [
          id,
          {
            title: titles.get(id) ?? null,
            completed: lectureIds.filter((lectureId) => completed.has(lectureId)).length,
            lectures: lectureIds.length,
            lastActiveAt: completed.size > 0 ? (progress?.updatedAt ?? null) : null,
          },
        ]
      })
    )
  }
}
