import { inject } from '@adonisjs/core'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import LectureDocument from '#app/catalog/documents/lecture'
import RemoveUnusedFile from '#app/catalog/actions/remove_unused_file'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

/** Removes a lecture, and its file unless another lecture uses it. */
@inject()
export default class RemoveLecture implements OutboxListener<{ lectureId: string; video: string }> {
  constructor(
    private removeUnusedFile: RemoveUnusedFile,
    private changes: CatalogChanges
  ) {}

  async handle({ lectureId, video }: { lectureId: string; video: string }) {
    await this.changes.record((session) =>
      LectureDocument.deleteOne({ _id: lectureId }, { session })
    )
    await this.removeUnusedFile.handle({ key: video })
  }
}
