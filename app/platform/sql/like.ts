/**
 * Builds a pattern for `like … escape '\'` that matches the text anywhere, with wildcards escaped.
 */
export function containing(text: string): string {
  return `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
}
