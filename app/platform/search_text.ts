/** Voicing marks of kana: without them, they are other letters. */
const VOICING = '\\u3099\\u309A'

/** Accents, and characters without a width, which people don't type when they search. */
const IGNORED = new RegExp(
  String.raw`[[\p{Mn}&&\p{Script=Inherited}]--[${VOICING}]]|\p{Default_Ignorable_Code_Point}`,
  'gv'
)

/**
 * Returns a text in the form in which it is searched: in any case and normal form, with or without
 * accents, `Élodie` and `ELODIE` become `elodie`, and `Straße` becomes `strasse`.
 */
export function searchable(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .toUpperCase() // `ß` becomes `SS`
    .toLowerCase()
    .normalize('NFKD')
    .replace(IGNORED, '')
    .replaceAll('ς', 'σ')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
}
