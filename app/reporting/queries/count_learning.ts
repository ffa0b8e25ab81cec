import LectureDocument from '#app/catalog/documents/lecture'
import ProgressDocument from '#app/learning/documents/progress'
import type { Period } from '#app/reporting/period'

export interface Learning {
  /** Learners whose last progress was in the period. */
  active: number
  /** Courses that a learner has finished in the period, and in the one before. */
  completions: number
  completionsBefore: number
  /** Courses that have lectures. */
  coursesWithLectures: Set<string>
}

interface Finished {
  _id: { course: { toHexString(): string }; done: number; isCurrent: boolean }
  learners: number
}

/** What was learned. A progress counts when it was last changed, which for a finished course is when it was finished. Lectures that learners don't see don't count. */
export default class CountLearning {
  async handle({ before, from, until }: Period): Promise<Learning> {
    const [active, finished, perCourse] = await Promise.all([
      ProgressDocument.aggregate<{ learners: number }>([
        { $match: { updatedAt: { $gte: from.toJSDate(), $lt: until.toJSDate() } } },
        { $match: { 'completedLectures.0': { $exists: true } } },
        { $group: { _id: '$user' } },
        { $count: 'learners' },
      ]),
      ProgressDocument.aggregate<Finished>([
        { $match: { updatedAt: { $gte: before.toJSDate(), $lt: until.toJSDate() } } },
        {
          $group: {
            _id: {
              course: '$course',
              done: { $size: '$completedLectures' },
              isCurrent: { $gte: ['$updatedAt', from.toJSDate()] },
            },
            learners: { $sum: 1 },
          },
        },
      ]),
      LectureDocument.aggregate<{ _id: { toHexString(): string }; shown: number }>([
        { $match: { deletion: null } },
        {
          $group: {
            _id: '$course',
            shown: { $sum: { $cond: [{ $eq: ['$status', 'unpublished'] }, 0, 1] } },
          },
        },
      ]),
    ])

    const shown = new Map(perCourse.map((course) => [course._id.toHexString(), course.shown]))
    const completed = (isCurrent: boolean) =>
      finished
        .filter(({ _id }) => _id.isCurrent === isCurrent)
        .filter(({ _id }) => _id.done >= (shown.get(_id.course.toHexString()) || Infinity))
        .reduce((sum, { learners }) => sum + learners, 0)
    return {
      active: active[0]?.learners ?? 0,
      completions: completed(true),
      completionsBefore: completed(false),
      coursesWithLectures: new Set(shown.keys()),
    }
  }
}
