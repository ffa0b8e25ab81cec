import { domainToUnicode } from 'node:url'
import { searchable } from '#app/platform/search_text'
import { truncate } from '#app/platform/text'

/** Limit of each part: PostgreSQL can't index longer rows. */
const LONGEST_PART = 255

/**
 * Returns what people are searched and sorted by: the name, the e-mail, and the e-mail with its
 * host as people write it. Searches have no line breaks, so none of them matches two parts.
 */
export function userSearchText({ name, email }: { name: string; email: string }): string {
  const at = email.lastIndexOf('@') + 1
  const written = email.slice(0, at) + domainToUnicode(email.slice(at))
  const parts = [
    name,
    email,
    ...(email.includes('@xn--') || email.includes('.xn--') ? [written] : []),
  ]
  return parts.map((part) => truncate(searchable(part), LONGEST_PART)).join('\n')
}
