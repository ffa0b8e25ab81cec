const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Cuts a text to at most so many UTF-16 units, and never through what reads as one character, such as an emoji. */
export function truncate(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const beyond = graphemes.segment(text).containing(maxLength)!
  return text.slice(0, beyond.index || maxLength)
}
