import { inject } from '@adonisjs/core'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import LectureDocument from '#app/catalog/documents/lecture'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

interface Restoration {
  lectureId: string
  deletion: string
}

/** Shows a soft-deleted lecture again, unless it was deleted anew. */
@inject()
export default class ShowLectureAgain implements OutboxListener<Restoration> {
  constructor(private changes: CatalogChanges) {}

  async handle({ lectureId, deletion }: Restoration) {
    await this.changes.record((session) =>
      LectureDocument.updateOne(
        { _id: lectureId, deletion },
        { $unset: { deletion: 1 } },
        { session }
      )
    )
  }
}
