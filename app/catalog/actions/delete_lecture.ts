import { inject } from '@adonisjs/core'
import Outbox from '#app/platform/outbox/outbox'
import LectureDocument from '#app/catalog/documents/lecture'
import LectureDeleted from '#app/catalog/events/lecture_deleted'
import DeletionDelayed from '#app/catalog/exceptions/deletion_delayed'
import LectureNotFound from '#app/catalog/exceptions/lecture_not_found'

/** Deletes a lecture, its file and the traces of whoever completed it. */
@inject()
export default class DeleteLecture {
  constructor(private outbox: Outbox) {}

  /**
   * @throws {LectureNotFound}
   * @throws {DeletionDelayed} when it could not even begin
   */
  async handle({ lectureId }: { lectureId: string }): Promise<void> {
    const lecture = await LectureDocument.findById(lectureId).select(['course', 'video']).lean()
    if (!lecture) throw new LectureNotFound()

    const courseId = lecture.course.toHexString()
    const intent = await this.outbox.intend(
      new LectureDeleted({ lectureId, courseId, video: lecture.video })
    )
    const isDone = await this.outbox.settle(intent)
    if (!isDone && (await LectureDocument.exists({ _id: lectureId }))) throw new DeletionDelayed()
  }
}
