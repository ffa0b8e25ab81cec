const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * Makes text fit into a column: at most so many UTF-16 code units, without splitting a grapheme,
 * such as an emoji, and without null bytes, which PostgreSQL rejects.
 */
export function truncate(text: string, maxLength: number): string {
  const storable = text.replaceAll('\0', '')
  if (storable.length <= maxLength) return storable
  const beyond = graphemes.segment(storable).containing(maxLength)!
  return storable.slice(0, beyond.index || maxLength)
}
