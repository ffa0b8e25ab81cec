import ProgressDocument from '#app/learning/documents/progress'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

/** Removes a deleted lecture from everyone's progress, without changing `updatedAt`. */
export default class ForgetLecture implements OutboxListener<{
  lectureId: string
  courseId: string
}> {
  async handle({ lectureId, courseId }: { lectureId: string; courseId: string }) {
    await ProgressDocument.updateMany(
      { course: courseId, completedLectures: lectureId },
      { $pull: { completedLectures: lectureId } },
      { timestamps: false }
    )
  }
}
