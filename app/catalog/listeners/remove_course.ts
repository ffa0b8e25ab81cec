import { inject } from '@adonisjs/core'
import Enrollment from '#app/accounts/models/enrollment'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import BumpRevision from '#app/catalog/listeners/bump_revision'
import DeleteFile from '#app/media/actions/delete_file'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

/**
 * Removes a course with its lectures, their files and the enrollments. The course goes first: whoever adds to it
 * at the same moment looks for it afterwards, finds it gone, and takes back what was added.
 */
@inject()
export default class RemoveCourse implements OutboxListener<{ courseId: string; image: string }> {
  constructor(
    private deleteFile: DeleteFile,
    private bumpRevision: BumpRevision
  ) {}

  async handle({ courseId, image }: { courseId: string; image: string }) {
    await CourseDocument.deleteOne({ _id: courseId })
    await this.bumpRevision.handle()
    await Enrollment.query().where('courseId', courseId).delete()

    const lectures = await LectureDocument.find({ course: courseId }).select('video').lean()
    for (const lecture of lectures) await this.deleteFile.handle({ key: lecture.video })
    await LectureDocument.deleteMany({ _id: { $in: lectures.map(({ _id }) => _id) } })
    await this.deleteFile.handle({ key: image })
  }
}
