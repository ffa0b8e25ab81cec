import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { isOutcomeUnknown } from '#app/platform/mongo/transaction'
import Outbox from '#app/platform/outbox/outbox'
import { lectureOf } from '#app/catalog/audited_catalog'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import LectureDocument, { type Lecture } from '#app/catalog/documents/lecture'
import PurgeLecture from '#app/catalog/events/purge_lecture'
import LectureNotFound from '#app/catalog/exceptions/lecture_not_found'
import FindLecture from '#app/catalog/queries/find_lecture'

/** Time in which a deletion can be undone; the dashboard shows ten seconds. */
const TIME_TO_UNDO = { seconds: 12 }

/** Soft-deletes a lecture: it is hidden at once, and the deletion can be undone for ten seconds. */
@inject()
export default class SoftDeleteLecture {
  constructor(
    private findLecture: FindLecture,
    private outbox: Outbox,
    private changes: CatalogChanges,
    private audit: Audit
  ) {}

  /** @throws {LectureNotFound} */
  async handle({ actor, lectureId }: { actor: Actor; lectureId: string }): Promise<Lecture> {
    const lecture = await this.findLecture.handle({ lectureId })
    const change = { actor, action: 'lecture.deleted', target: lectureOf(lecture) } as const
    await this.audit.around({ ...change, before: { ...lecture } }, () => this.hide(lecture))
    return lecture
  }

  /** Writes the event first, so that no lecture stays hidden without being deleted. */
  private async hide({ _id, course, video }: Lecture) {
    const lecture = { lectureId: _id.toHexString(), courseId: course.toHexString(), video }
    const deletion = await this.outbox.intend(new PurgeLecture(lecture), TIME_TO_UNDO)
    try {
      await this.changes.record(async (session) => {
        const update = { $set: { deletion } }
        const result = await LectureDocument.updateOne({ _id, deletion: null }, update, { session })
        if (result.modifiedCount === 0) throw new LectureNotFound()
      })
    } catch (error) {
      if (!isOutcomeUnknown(error)) await this.outbox.drop(deletion)
      throw error
    }
  }
}
