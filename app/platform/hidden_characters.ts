/*
 * Characters that show nothing, or that reorder the text around them, such as zero-width spaces and
 * bidirectional overrides. A few of them are needed within emoji and some scripts.
 */

/** Scripts in which joiners change the shape of the letters around them. */
const JOINING = [
  'Arabic',
  'Syriac',
  'Mongolian',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
  'Oriya',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Sinhala',
  'Khmer',
  'Myanmar',
]
  .map((script) => String.raw`\p{Script_Extensions=${script}}`)
  .join('')

const KEPT = [
  String.raw`\p{RGI_Emoji}`,
  // Emoji sequences that are newer than the engine.
  String.raw`\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]*(?:\u200D\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]*)+`,
  // Joiners between letters, and after the virama at the end of a word.
  String.raw`(?<=[[${JOINING}]&&[\p{L}\p{M}]])[\u200C\u200D](?=[[${JOINING}]&&[\p{L}\p{M}]])`,
  String.raw`(?<=[[${JOINING}]&&\p{M}])\u200D`,
  String.raw`(?<=\p{Script=Mongolian})[\u180B-\u180D\u180F]`,
  // One variation selector after a visible character.
  String.raw`(?<=[\p{L}\p{N}\p{P}\p{S}])\p{Variation_Selector}`,
  // Signs that are written around the numbers after them.
  String.raw`[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}]`,
].join('|')

const REFUSED = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]`

const CHARACTERS = new RegExp(`(?:${KEPT})|(?<hidden>${REFUSED})`, 'gv')

/** Visible characters; a braille pattern without dots is a space. */
const VISIBLE = /[[\p{L}\p{N}\p{P}\p{S}]--[\p{Default_Ignorable_Code_Point}\u2800]]/v

/** Tells whether a text has characters that show nothing or reorder the text around them. */
export function hasHiddenCharacters(text: string): boolean {
  return [...text.matchAll(CHARACTERS)].some(({ groups }) => groups?.hidden !== undefined)
}

/** Removes characters that show nothing or reorder the text around them. */
export function withoutHiddenCharacters(text: string, replacement = ''): string {
  return text.replace(CHARACTERS, (match, hidden?: string) =>
    hidden === undefined ? match : replacement
  )
}

/** Tells whether a text shows anything. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text)
}
