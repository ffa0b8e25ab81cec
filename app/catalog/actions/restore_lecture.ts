import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import Outbox from '#app/platform/outbox/outbox'
import { lectureOf } from '#app/catalog/audited_catalog'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import LectureDocument, { type Lecture } from '#app/catalog/documents/lecture'
import TooLateToUndo from '#app/catalog/exceptions/too_late_to_undo'

/** Undoes the deletion of a lecture. Idempotent. */
@inject()
export default class RestoreLecture {
  constructor(
    private outbox: Outbox,
    private changes: CatalogChanges,
    private audit: Audit
  ) {}

  /** @throws {TooLateToUndo} */
  async handle({ actor, lectureId }: { actor: Actor; lectureId: string }): Promise<Lecture> {
    const lecture = await LectureDocument.findById(lectureId).lean<Lecture>()
    if (!lecture) throw new TooLateToUndo()
    const { deletion } = lecture
    if (!deletion) return lecture

    const change = { actor, action: 'lecture.restored', target: lectureOf(lecture) } as const
    await this.audit.around(change, () => this.restore(lecture, deletion))
    return lecture
  }

  private async restore({ _id }: Lecture, deletion: string) {
    if (!(await this.outbox.cancel(deletion))) throw new TooLateToUndo()
    await this.changes.record((session) =>
      LectureDocument.updateOne({ _id, deletion }, { $unset: { deletion: 1 } }, { session })
    )
  }
}
