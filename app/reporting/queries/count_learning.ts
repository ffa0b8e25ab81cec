import LectureDocument from '#app/catalog/documents/lecture'
import ProgressDocument from '#app/learning/documents/progress'
import type { Period } from '#app/reporting/period'

export interface Learning {
  /** Learners whose last progress was in the period. */
  active: number
  /** Courses that a learner has finished in the period, and in the one before. */
  completions: number
  completionsBefore: number
  /** How many lectures each course has; courses without are not there. */
  lectures: Map<string, number>
}

interface Finished {
  _id: { course: { toHexString(): string }; done: number; isCurrent: boolean }
  learners: number
}

/** What was learned. A progress counts when it was last changed, which for a finished course is when it was finished. */
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
      LectureDocument.aggregate<{ _id: { toHexString(): string }; lectures: number }>([
        { $group: { _id: '$course', lectures: { $sum: 1 } } },
      ]),
    ])

    const lectures = new Map(
      perCourse.map(({ _id, lectures: count }) => [_id.toHexString(), count])
    )
    const completed = (isCurrent: boolean) =>
      finished
        .filter(({ _id }) => _id.isCurrent === isCurrent)
        .filter(({ _id }) => _id.done >= (lectures.get(_id.course.toHexString()) ?? Infinity))
        .reduce((sum, { learners }) => sum + learners, 0)
    return {
      active: active[0]?.learners ?? 0,
      completions: completed(true),
      completionsBefore: completed(false),
      lectures,
    }
  }
}
