import type { PipelineStage } from 'mongoose'
import LectureDocument from '#app/catalog/documents/lecture'
import ProgressDocument from '#app/learning/documents/progress'
import type { ComparedPeriod } from '#app/reporting/period'

export interface Learning {
  /** Learners who completed a lecture in this and in the previous period. */
  active: number
  activeBefore: number
  /** Courses that learners finished in this and in the previous period. */
  completions: number
  completionsBefore: number
  /** Number of courses with lectures. */
  coursesWithLectures: Set<string>
}

interface Active {
  /** True if they were active in this period rather than the previous one. */
  _id: boolean
  learners: number
}

interface Finished {
  _id: { course: { toHexString(): string }; done: number; isCurrent: boolean }
  learners: number
}

/**
 * Learning activity. A finished course counts at the time its progress last changed, which is when
 * it was finished. Lectures that learners can't see are ignored.
 */
export default class CountLearning {
  async handle({ before, beforeUntil, from, until }: ComparedPeriod): Promise<Learning> {
    const [active, finished, perCourse] = await Promise.all([
      ProgressDocument.aggregate<Active>(learnersActiveIn({ before, beforeUntil, from, until })),
      ProgressDocument.aggregate<Finished>([
        { $match: within('updatedAt', { before, beforeUntil, from, until }) },
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
      active: active.find(({ _id }) => _id)?.learners ?? 0,
      activeBefore: active.find(({ _id }) => !_id)?.learners ?? 0,
      completions: completed(true),
      completionsBefore: completed(false),
      coursesWithLectures: new Set(shown.keys()),
    }
  }
}

type Times = Omit<ComparedPeriod, 'zone'>

/** Counts active learners by period. For older progress only the last activity is known. */
function learnersActiveIn(times: Times): PipelineStage[] {
  return [
    {
      $match: {
        'updatedAt': { $gte: times.before.toJSDate() },
        'completedLectures.0': { $exists: true },
      },
    },
    { $project: { user: 1, at: { $ifNull: ['$activeAt', ['$updatedAt']] } } },
    { $unwind: '$at' },
    { $match: within('at', times) },
    { $group: { _id: { user: '$user', isCurrent: { $gte: ['$at', times.from.toJSDate()] } } } },
    { $group: { _id: '$_id.isCurrent', learners: { $sum: 1 } } },
  ]
}

/** Matches times within a period or the previous one. */
function within(field: string, { before, beforeUntil, from, until }: Times) {
  return {
    $or: [
      { [field]: { $gte: before.toJSDate(), $lt: beforeUntil.toJSDate() } },
      { [field]: { $gte: from.toJSDate(), $lt: until.toJSDate() } },
    ],
  }
}
