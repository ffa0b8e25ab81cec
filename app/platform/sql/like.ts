import { searchable } from '#app/platform/search_text'

/**
 * Builds a pattern for `like … escape '\'` that matches a text anywhere in a column of searchable
 * text, with wildcards escaped.
 */
export function containing(text: string): string {
  return `%${searchable(text).replace(/[\\%_]/g, '\\$&')}%`
}
