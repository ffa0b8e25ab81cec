import { inject } from '@adonisjs/core'
import LectureDocument from '#app/catalog/documents/lecture'
import BumpRevision from '#app/catalog/listeners/bump_revision'
import RemoveUnusedFile from '#app/catalog/actions/remove_unused_file'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

/** Removes a lecture, and its file unless another lecture has it too. */
@inject()
export default class RemoveLecture implements OutboxListener<{ lectureId: string; video: string }> {
  constructor(
    private removeUnusedFile: RemoveUnusedFile,
    private bumpRevision: BumpRevision
  ) {}

  async handle({ lectureId, video }: { lectureId: string; video: string }) {
    await LectureDocument.deleteOne({ _id: lectureId })
    await this.bumpRevision.handle()
    await this.removeUnusedFile.handle({ key: video })
  }
}
