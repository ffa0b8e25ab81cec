import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { lectureOf } from '#app/catalog/audited_catalog'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument, { type Lecture, type LectureStatus } from '#app/catalog/documents/lecture'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'

export interface LectureInput {
  actor: Actor
  courseId: string
  title: string
  description: string
  /** Key of the media file in the store. */
  video: string
  /** Name of the file on the sender's device. */
  fileName?: string
  durationInSeconds?: number
  status: LectureStatus
}

/** Adds a lecture at the end of a course. */
@inject()
export default class AddLecture {
  constructor(
    private changes: CatalogChanges,
    private audit: Audit
  ) {}

  /** @throws {CourseNotFound} also if the course is deleted at the same time */
  async handle({ actor, ...input }: LectureInput): Promise<Lecture> {
    const target = { kind: 'lecture', id: null, label: input.title } as const
    return this.audit.around(
      { actor, action: 'lecture.added', target, after: { ...input } },
      () => this.add(input),
      (lecture) => ({ target: lectureOf(lecture) })
    )
  }

  private add({ courseId, ...input }: Omit<LectureInput, 'actor'>): Promise<Lecture> {
    return this.changes.record(async (session) => {
      const course = await CourseDocument.exists({ _id: courseId }).session(session)
      if (!course) throw new CourseNotFound()
      const last = await LectureDocument.findOne({ course: courseId })
        .sort({ position: -1, _id: -1 })
        .session(session)
        .lean()
      const position = (last?.position ?? 0) + 1
      const lecture = { ...input, course: courseId, position }
      const [added] = await LectureDocument.create([lecture], { session })
      return added.toObject()
    })
  }
}
