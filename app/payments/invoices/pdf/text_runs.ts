import { FALLBACK, type FontFile, fontsFor } from '#app/payments/invoices/pdf/fonts'

/** Text of one font. */
export interface TextRun {
  font: FontFile
  text: string
}

type HasGlyph = (font: FontFile, character: string) => boolean

/** Characters that belong to the letter before them. */
const ATTACHED = /[\p{M}\u200C\u200D]/u

/** Blanks, digits and signs of all scripts. */
const SHARED = /\p{Script=Common}/u

const RIGHT_TO_LEFT = /\p{Script=Arabic}/u

/** Splits a line into runs of one font each, in the order in which they are drawn from left to right. */
export function runsOf(
  line: string,
  { isBold, hasGlyph }: { isBold: boolean; hasGlyph: HasGlyph }
): TextRun[] {
  const runs: TextRun[] = []
  for (const character of line) {
    const last = runs.at(-1)
    const stays =
      last &&
      (ATTACHED.test(character) || (SHARED.test(character) && hasGlyph(last.font, character)))
    const font = stays ? last.font : fontOf(character, { isBold, hasGlyph })
    if (last?.font === font) last.text += character
    else runs.push({ font, text: character })
  }
  return runs.flatMap(withoutBlanksAtItsEnd)
}

function fontOf(
  character: string,
  { isBold, hasGlyph }: { isBold: boolean; hasGlyph: HasGlyph }
): FontFile {
  const fonts = fontsFor(character, { isBold })
  return fonts.find((font) => hasGlyph(font, character)) ?? FALLBACK
}

/** The blank that ends a run from right to left would be drawn at its left. */
function withoutBlanksAtItsEnd(run: TextRun): TextRun[] {
  if (!RIGHT_TO_LEFT.test(run.text)) return [run]
  const text = run.text.trimEnd()
  const blanks = run.text.slice(text.length)
  return blanks
    ? [
        { ...run, text },
        { font: FALLBACK, text: blanks },
      ]
    : [run]
}
