/** A pattern for `like … escape '\'` that finds a text anywhere, whatever characters it has. */
export function containing(text: string): string {
  return `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
}
