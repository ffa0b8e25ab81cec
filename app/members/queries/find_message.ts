import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { CurrentMember } from '#app/members/current_member'
import MessageNotFound from '#app/members/exceptions/message_not_found'
import NotYourMessage from '#app/members/exceptions/not_your_message'
import Message from '#app/members/models/message'
import { isNumericId } from '#app/members/numeric_id'

/** Finds a message to change, and locks it until the end of the transaction. */
export default class FindMessage {
  /** @throws {MessageNotFound} */
  async handle(id: number, trx: TransactionClientContract): Promise<Message> {
    const message = isNumericId(id)
      ? await Message.query({ client: trx })
          .where('id', id)
          .whereNull('deletion')
          .forUpdate()
          .first()
      : null
    if (!message) throw new MessageNotFound()
    return message
  }

  /** Finds a message that this member may change. @throws {MessageNotFound | NotYourMessage} */
  async forAuthor(
    { id, member }: { id: number; member: CurrentMember },
    trx: TransactionClientContract
  ): Promise<Message> {
    const message = await this.handle(id, trx)
    if (message.authorId !== member.id && member.role !== 'ADMIN') throw new NotYourMessage()
    return message
  }
}
