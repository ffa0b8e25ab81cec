const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * Truncates text to a maximum of UTF-16 code units without splitting a grapheme, such as an emoji.
 */
export function truncate(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const beyond = graphemes.segment(text).containing(maxLength)!
  return text.slice(0, beyond.index || maxLength)
}
