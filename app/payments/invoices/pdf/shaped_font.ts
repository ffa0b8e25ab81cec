import { Blob, Buffer as ShapingBuffer, Face, Font, shape } from 'harfbuzzjs'
import { type FontFile, readFont } from '#app/payments/invoices/pdf/fonts'

/** The part of a font of fontkit, which PDFKit uses, that shaping needs. */
export interface DocumentFont {
  layout(text: string): GlyphRun
  getGlyph(id: number, codePoints: number[]): object
  hasGlyphForCodePoint(codePoint: number): boolean
  stringsForGlyph(id: number): string[]
}

interface GlyphRun {
  glyphs: object[]
  positions: { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number }[]
  advanceWidth: number
}

const shapers = new Map<string, Font>()

/**
 * Makes HarfBuzz choose and place the glyphs of a font. PDFKit's own library reorders some conjuncts of Bengali wrongly,
 * and fails for Gurmukhi.
 */
export function shapeWithHarfBuzz(font: DocumentFont, file: FontFile): void {
  const shaper = shaperOf(file)
  font.layout = (text) => {
    const buffer = new ShapingBuffer()
    buffer.addText(text)
    buffer.guessSegmentProperties()
    shape(shaper, buffer)
    const shaped = buffer.getGlyphInfosAndPositions()
    const texts = textsOfClusters(text, shaped)
    const positions = shaped.map(({ xAdvance = 0, yAdvance = 0, xOffset = 0, yOffset = 0 }) => {
      return { xAdvance, yAdvance, xOffset, yOffset }
    })
    return {
      glyphs: shaped.map(({ codepoint: id, cluster }) => {
        const characters = font.stringsForGlyph(id)[0] ?? takeText(texts, cluster)
        return font.getGlyph(id, codePointsOf(characters))
      }),
      positions,
      advanceWidth: positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0),
    }
  }
}

function shaperOf(file: FontFile): Font {
  const known = shapers.get(file.name)
  if (known) return known
  const shaper = new Font(new Face(new Blob(Uint8Array.from(readFont(file)).buffer)))
  shapers.set(file.name, shaper)
  return shaper
}

/** Text of each cluster of glyphs, by its position. */
function textsOfClusters(text: string, shaped: { cluster: number }[]): Map<number, string> {
  const starts = [...new Set(shaped.map(({ cluster }) => cluster))].sort(
    (one, other) => one - other
  )
  return new Map(starts.map((start, index) => [start, text.slice(start, starts[index + 1])]))
}

/** A cluster's text belongs to its first glyph, so that copying it out of the PDF gives it once. */
function takeText(texts: Map<number, string>, cluster: number): string {
  const text = texts.get(cluster)
  texts.set(cluster, ZERO_WIDTH_SPACE)
  return text ?? ZERO_WIDTH_SPACE
}

/** PDFs need some text for each glyph. */
const ZERO_WIDTH_SPACE = '\u200B'

const codePointsOf = (text: string) => Array.from(text, (character) => character.codePointAt(0)!)
