/**
 * Returns an e-mail as it is stored and compared: without the blanks around it, in lower case. Aliases and dots stay,
 * since only the mail provider knows what they mean. Lower case may be longer than what was typed, so lengths are
 * checked afterwards.
 */
export function normalizeEmail(typed: string): string {
  return typed.trim().toLowerCase()
}
