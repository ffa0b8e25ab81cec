import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import Outbox from '#app/platform/outbox/outbox'
import { lectureOf } from '#app/catalog/audited_catalog'
import LectureDocument from '#app/catalog/documents/lecture'
import PurgeLecture from '#app/catalog/events/purge_lecture'
import DeletionDelayed from '#app/catalog/exceptions/deletion_delayed'
import LectureNotFound from '#app/catalog/exceptions/lecture_not_found'

/** Deletes a lecture with its file, and removes it from everyone's progress. */
@inject()
export default class DeleteLecture {
  constructor(
    private outbox: Outbox,
    private audit: Audit
  ) {}

  /**
   * @throws {LectureNotFound}
   * @throws {DeletionDelayed} if the deletion could not be started
   */
  async handle({ actor, lectureId }: { actor: Actor; lectureId: string }): Promise<void> {
    const lecture = await LectureDocument.findById(lectureId).lean()
    if (!lecture) throw new LectureNotFound()

    const change = { actor, action: 'lecture.deleted', target: lectureOf(lecture) } as const
    await this.audit.around({ ...change, before: { ...lecture } }, () =>
      this.remove({ lectureId, courseId: lecture.course.toHexString(), video: lecture.video })
    )
  }

  private async remove(lecture: {
    lectureId: string
    courseId: string
    video: string
  }): Promise<void> {
    const { lectureId } = lecture
    const intent = await this.outbox.intend(new PurgeLecture(lecture))
    const isDone = await this.outbox.settle(intent)
    if (!isDone && (await LectureDocument.exists({ _id: lectureId }))) throw new DeletionDelayed()
  }
}
