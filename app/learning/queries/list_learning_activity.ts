import type { PipelineStage } from 'mongoose'
import LectureDocument from '#app/catalog/documents/lecture'
import ProgressDocument from '#app/learning/documents/progress'
import type { Period } from '#app/platform/sql/period'

export const ACTIVITY_KINDS = ['active', 'finished'] as const
export type ActivityKind = (typeof ACTIVITY_KINDS)[number]

export interface LearningActivity {
  userId: string
  /** Course that was finished; the courses of an active learner. */
  courseIds: string[]
  at: Date
}

export interface ActivityPage {
  rows: LearningActivity[]
  total: number
}

interface Hex {
  toHexString(): string
}

interface Found {
  user: Hex
  courses: Hex[]
  at: Date
}

export const ACTIVITIES_A_PAGE = 50

/** Lists the learners who completed a lecture in a period, or the courses that learners finished, latest first. */
export default class ListLearningActivity {
  async handle({ from, until }: Period, kind: ActivityKind, page: number): Promise<ActivityPage> {
    const range = {
      ...(from && { $gte: from.toJSDate() }),
      ...(until && { $lt: until.toJSDate() }),
    }
    const stages = kind === 'active' ? activeIn(range) : finishedIn(range, await lectureCounts())
    const skip = (page - 1) * ACTIVITIES_A_PAGE
    const [rows, counted] = await Promise.all([
      ProgressDocument.aggregate<Found>([
        ...stages,
        { $sort: { at: -1, user: 1 } },
        { $skip: skip },
        { $limit: ACTIVITIES_A_PAGE },
      ]),
      ProgressDocument.aggregate<{ total: number }>([...stages, { $count: 'total' }]),
    ])
    return {
      rows: rows.map(({ user, courses, at }) => ({
        userId: user.toHexString(),
        courseIds: courses.map((course) => course.toHexString()),
        at,
      })),
      total: counted[0]?.total ?? 0,
    }
  }
}

type Range = { $gte?: Date; $lt?: Date }

/** For older progress only the last activity is known. */
function activeIn(range: Range): PipelineStage[] {
  return [
    { $match: { 'completedLectures.0': { $exists: true } } },
    { $project: { user: 1, course: 1, at: { $ifNull: ['$activeAt', ['$updatedAt']] } } },
    { $unwind: '$at' },
    { $match: { at: range } },
    { $group: { _id: '$user', courses: { $addToSet: '$course' }, at: { $max: '$at' } } },
    { $project: { user: '$_id', courses: 1, at: 1 } },
  ]
}

/** A course is finished when as many lectures are completed as learners can see. */
function finishedIn(
  range: Range,
  shown: Map<string, { course: Hex; lectures: number }>
): PipelineStage[] {
  const complete = [...shown.values()].map(({ course, lectures }) => ({
    course,
    [`completedLectures.${lectures - 1}`]: { $exists: true },
  }))
  return [
    { $match: { updatedAt: range, $or: complete.length > 0 ? complete : [{ _id: null }] } },
    { $project: { user: 1, courses: ['$course'], at: '$updatedAt' } },
  ] as PipelineStage[]
}

async function lectureCounts() {
  const counted = await LectureDocument.aggregate<{ _id: Hex; lectures: number }>([
    { $match: { deletion: null, status: { $ne: 'unpublished' } } },
    { $group: { _id: '$course', lectures: { $sum: 1 } } },
  ])
  return new Map(
    counted.map(({ _id: course, lectures }) => [course.toHexString(), { course, lectures }])
  )
}
