/*
 * Validation rules for what people write: names, titles and longer texts. All are stored in NFC, in
 * which a letter with its accents has one form only.
 */
import vine from '@vinejs/vine'
import { hasHiddenCharacters, isVisible } from '#app/platform/hidden_characters'

/** Control characters except line breaks and tabs, lone surrogates, and bidirectional overrides. */
const UNREADABLE = /[[\p{Cc}\p{Cs}\u202D\u202E]--[\t\n\r]]/v

const WEB_ADDRESS = /http|:\/\/|www\./i

const text = () =>
  vine
    .string()
    .parse((value) => (typeof value === 'string' ? value.normalize('NFC') : value))
    .trim()
    .minLength(1)

/** One line of visible text, such as a title. */
export const title = (maxLength: number) => text().maxLength(maxLength).use(visible())

/** Name of a person. Mails contain it, so it can't advertise a web address. */
export const personName = () => title(255).use(noWebAddress())

/** Text of several lines. */
export const paragraphs = (maxLength: number) => text().maxLength(maxLength).use(readable())

const visible = vine.createRule((value, _options, field) => {
  if (hasHiddenCharacters(String(value)))
    field.report('Remove the characters that can’t be seen.', 'visible', field)
  else if (!isVisible(String(value))) field.report('This text shows nothing.', 'visible', field)
})

/** Refuses control characters, which PostgreSQL can't store or nobody sees. */
export const readable = vine.createRule((value, _options, field) => {
  if (UNREADABLE.test(String(value)))
    field.report('Remove the characters that can’t be seen.', 'readable', field)
})

const noWebAddress = vine.createRule((value, _options, field) => {
  if (WEB_ADDRESS.test(String(value).normalize('NFKC')))
    field.report('A name can’t contain a web address.', 'webAddress', field)
})
