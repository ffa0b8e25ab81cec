import ProgressDocument from '#app/learning/documents/progress'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

/** Deletes the progress of a person who was erased. */
export default class EraseProgress implements OutboxListener<{ userId: string }> {
  async handle({ userId }: { userId: string }) {
    await ProgressDocument.deleteMany({ user: userId })
  }
}
