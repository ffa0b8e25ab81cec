/**
 * Normalizes an e-mail for storage and comparison: trimmed and in lower case. Aliases and dots are
 * kept, since only the mail provider knows their meaning. Lower case may be longer than the input,
 * so lengths are checked afterwards.
 */
export function normalizeEmail(input: string): string {
  return input.trim().toLowerCase()
}
