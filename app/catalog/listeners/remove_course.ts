import { inject } from '@adonisjs/core'
import Enrollment from '#app/accounts/models/enrollment'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import RemoveUnusedFile from '#app/catalog/actions/remove_unused_file'
import FileStore from '#app/media/file_store'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

/**
 * Removes a course with its lectures, their files and the enrollments. The course is removed first: concurrent
 * additions check for it afterwards, find it gone and undo themselves. Files shared with a duplicate are kept; they
 * are checked again at the end because the duplicate may be deleted at the same time.
 */
@inject()
export default class RemoveCourse implements OutboxListener<{ courseId: string; image: string }> {
  constructor(
    private files: FileStore,
    private removeUnusedFile: RemoveUnusedFile,
    private changes: CatalogChanges
  ) {}

  async handle({ courseId, image }: { courseId: string; image: string }) {
    await this.changes.record((session) => CourseDocument.deleteOne({ _id: courseId }, { session }))
    await Enrollment.query().where('courseId', courseId).delete()

    const lectures = await LectureDocument.find({ course: courseId }).select('video').lean()
    const shared: string[] = []
    for (const { video } of lectures) {
      if (await LectureDocument.exists({ video, course: { $ne: courseId } })) shared.push(video)
      else await this.files.delete(video)
    }
    await LectureDocument.deleteMany({ _id: { $in: lectures.map(({ _id }) => _id) } })
    for (const key of [...shared, image]) await this.removeUnusedFile.handle({ key })
  }
}
