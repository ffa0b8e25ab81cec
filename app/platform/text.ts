const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Letters of scripts that are written from right to left. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

const FIRST_STRONG_ISOLATE = '\u2068'
const POP_DIRECTIONAL_ISOLATE = '\u2069'

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

/** Returns the first grapheme of a text, or an empty string. */
export function firstGrapheme(text: string): string {
  return graphemes.segment(text).containing(0)?.segment ?? ''
}

/**
 * Returns someone's text for a sentence in plain text: right-to-left text is isolated, so that it
 * doesn't reorder the words around it. In HTML, use `<bdi>`.
 */
export function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? FIRST_STRONG_ISOLATE + text + POP_DIRECTIONAL_ISOLATE : text
}
