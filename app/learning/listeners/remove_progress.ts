import ProgressDocument from '#app/learning/documents/progress'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

/** Removes everyone's progress in a deleted course. */
export default class RemoveProgress implements OutboxListener<{ courseId: string }> {
  async handle({ courseId }: { courseId: string }) {
    await ProgressDocument.deleteMany({ course: courseId })
  }
}
