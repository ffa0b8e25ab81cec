import vine from '@vinejs/vine'
import { readable } from '#app/platform/validators/texts'

/** Digits only: `1e3` and `0x10` are no ids. */
const messageId = () =>
  vine
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)

/** Markdown, kept as written except for blanks at its ends. */
const text = () => vine.string().trim().minLength(1).maxLength(2000).use(readable())

export const messageIdValidator = vine.create({ messageId: messageId() })

export const postMessageValidator = vine.create({ message: text() })

export const editMessageValidator = vine.create({ newMessage: text() })

export const listMessagesValidator = vine.create({
  limit: vine.number().withoutDecimals().range([1, 500]).optional(),
  before: messageId().optional(),
})
