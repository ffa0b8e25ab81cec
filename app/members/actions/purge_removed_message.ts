import Message from '#app/members/models/message'

/** Deletes a removed message unless it was restored. */
export default class PurgeRemovedMessage {
  async handle({ messageId }: { messageId: number }): Promise<void> {
    await Message.query().where('id', messageId).whereNotNull('deletion').delete()
  }
}
