import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { lectureOf } from '#app/catalog/audited_catalog'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import LectureDocument, { type Lecture } from '#app/catalog/documents/lecture'

/** Publishes all unpublished lectures of a course, in a fixed number of queries. */
@inject()
export default class PublishLectures {
  constructor(
    private changes: CatalogChanges,
    private audit: Audit
  ) {}

  /** @returns the number of lectures published */
  async handle({ actor, courseId }: { actor: Actor; courseId: string }): Promise<number> {
    const waiting = { course: courseId, deletion: null, status: 'unpublished' as const }
    const lectures = await LectureDocument.find(waiting).select('title').lean<Lecture[]>()
    if (lectures.length === 0) return 0

    const changes = lectures.map((lecture) => ({
      actor,
      action: 'lecture.updated' as const,
      target: lectureOf(lecture),
      before: { status: 'unpublished' },
      after: { status: 'published' },
    }))
    return this.audit.aroundAll(changes, () =>
      this.changes.record(async (session) => {
        const ids = lectures.map(({ _id }) => _id)
        const { modifiedCount } = await LectureDocument.updateMany(
          { ...waiting, _id: { $in: ids } },
          { $set: { status: 'published', updatedAt: new Date() }, $inc: { edits: 1 } },
          { session }
        )
        return modifiedCount
      })
    )
  }
}
