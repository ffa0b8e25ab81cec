import { inject } from '@adonisjs/core'
import LectureDocument from '#app/catalog/documents/lecture'
import BumpRevision from '#app/catalog/listeners/bump_revision'
import DeleteFile from '#app/media/actions/delete_file'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

/** Removes a lecture and its file. */
@inject()
export default class RemoveLecture implements OutboxListener<{ lectureId: string; video: string }> {
  constructor(
    private deleteFile: DeleteFile,
    private bumpRevision: BumpRevision
  ) {}

  async handle({ lectureId, video }: { lectureId: string; video: string }) {
    await LectureDocument.deleteOne({ _id: lectureId })
    await this.bumpRevision.handle()
    await this.deleteFile.handle({ key: video })
  }
}
