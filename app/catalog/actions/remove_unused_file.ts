import { inject } from '@adonisjs/core'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import { PREFIX } from '#app/catalog/purposes'
import FileStore from '#app/media/file_store'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

/** Deletes a stored file of the catalog unless it is a cover or a lecture's media. */
@inject()
export default class RemoveUnusedFile implements OutboxListener<{ key: string }> {
  constructor(private files: FileStore) {}

  async handle({ key }: { key: string }) {
    if (!key.startsWith(PREFIX)) return // of another capability
    const isUsed =
      (await CourseDocument.exists({ image: key })) ??
      (await LectureDocument.exists({ video: key }))
    if (!isUsed) await this.files.delete(key)
  }
}
