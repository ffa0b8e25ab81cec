import { inject } from '@adonisjs/core'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import FileStore from '#app/media/file_store'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

/** Deletes a stored file unless it is a cover or a lecture's media. */
@inject()
export default class RemoveUnusedFile implements OutboxListener<{ key: string }> {
  constructor(private files: FileStore) {}

  async handle({ key }: { key: string }) {
    const isUsed =
      (await CourseDocument.exists({ image: key })) ??
      (await LectureDocument.exists({ video: key }))
    if (!isUsed) await this.files.delete(key)
  }
}
