import ProgressDocument from '#app/learning/documents/progress'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

/** Takes a lecture that is gone out of everyone's progress; no learner did anything, so `updatedAt` stays. */
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
