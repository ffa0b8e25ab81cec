import { truncate } from '#app/platform/text'

/** Words of letters, with the apostrophes and hyphens of names. */
const WORD = /^[\p{L}\p{M}\u200C\u200D'’-]+$/u

const MOST_WORDS = 2
const LONGEST_WORD = 20

/**
 * Returns the part of a name that a mail to an unproven address may contain: a stranger may have
 * typed both, to send someone an advertisement.
 */
export function greetingName(name: string): string {
  const words = name.split(/\s+/).map((word) => word.replace(/[.,]$/, ''))
  const harmless = words.filter((word) => WORD.test(word)).slice(0, MOST_WORDS)
  return harmless.map((word) => truncate(word, LONGEST_WORD)).join(' ') || 'there'
}
