import { Buffer } from 'node:buffer'
import PDFDocument from 'pdfkit'
import { type FontFile, readFont } from '#app/payments/invoices/pdf/fonts'
import { type DocumentFont, shapeWithHarfBuzz } from '#app/payments/invoices/pdf/shaped_font'
import { runsOf } from '#app/payments/invoices/pdf/text_runs'

interface TextStyle {
  size?: number
  isBold?: boolean
  color?: string
}

const LINE_HEIGHT = 1.45

/** The run is shaped as a whole only if features are given, even if there are none. */
const AS_A_WHOLE = { lineBreak: false, features: [] }

/** An A4 page on which text of any script can be written. Positions are in points from the top left corner. */
export default class PdfPage {
  static readonly width = 595.28
  static readonly height = 841.89

  private document: PDFKit.PDFDocument
  private chunks: Buffer[] = []
  private fonts = new Map<string, DocumentFont>()

  /** @param time of creation; equal contents with an equal time have equal bytes */
  constructor({ title, author, time }: { title: string; author: string; time: Date }) {
    const info = { Title: title, Author: author, CreationDate: time, ModDate: time }
    this.document = new PDFDocument({ size: 'A4', margin: 0, info, lang: 'en-IN' })
    this.document.on('data', (chunk: Buffer) => this.chunks.push(chunk))
  }

  /** Writes lines below each other, broken to fit the width. @returns the position below them */
  paragraph(
    text: string,
    place: { x: number; y: number; width: number; align?: 'left' | 'right' },
    style: TextStyle = {}
  ): number {
    const { size = 9 } = style
    let { y } = place
    for (const line of this.linesOf(text, place.width, style)) {
      const indent = place.align === 'right' ? place.width - this.widthOf(line, style) : 0
      this.write(line, { x: place.x + indent, y: y + size }, style)
      y += size * LINE_HEIGHT
    }
    return y
  }

  rule(y: number, { from, to }: { from: number; to: number }): void {
    this.document.moveTo(from, y).lineTo(to, y).lineWidth(0.5).strokeColor('#9ca3af').stroke()
  }

  /** Ends the document. @returns its bytes */
  end(): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.document.on('end', () => resolve(Buffer.concat(this.chunks)))
      this.document.on('error', reject)
      this.document.end()
    })
  }

  /** @param y of the baseline */
  private write(line: string, { x, y }: { x: number; y: number }, style: TextStyle): void {
    let left = x
    for (const { font, text } of this.runsOf(line, style)) {
      this.use(font)
      this.document.fontSize(style.size ?? 9).fillColor(style.color ?? '#111827')
      this.document.text(text, left, y, { ...AS_A_WHOLE, baseline: 'alphabetic' })
      left += this.document.widthOfString(text, AS_A_WHOLE)
    }
  }

  private linesOf(text: string, width: number, style: TextStyle): string[] {
    const lines = text.normalize('NFC').split(/\r?\n/)
    return lines.flatMap((line) => this.broken(line.trim(), width, style))
  }

  /** Breaks a line at blanks, and words that are too long for a line anywhere. */
  private broken(text: string, width: number, style: TextStyle): string[] {
    const lines: string[] = ['']
    for (const word of text.split(/\s+/).flatMap((one) => this.pieces(one, width, style))) {
      const longer = lines.at(-1) === '' ? word : `${lines.at(-1)} ${word}`
      if (this.widthOf(longer, style) <= width) lines[lines.length - 1] = longer
      else lines.push(word)
    }
    return lines
  }

  private pieces(word: string, width: number, style: TextStyle): string[] {
    if (this.widthOf(word, style) <= width) return [word]
    const pieces: string[] = ['']
    for (const { segment } of GRAPHEMES.segment(word)) {
      const longer = pieces.at(-1)! + segment
      if (pieces.at(-1) === '' || this.widthOf(longer, style) <= width)
        pieces[pieces.length - 1] = longer
      else pieces.push(segment)
    }
    return pieces
  }

  private widthOf(line: string, style: TextStyle): number {
    let width = 0
    for (const { font, text } of this.runsOf(line, style)) {
      this.use(font)
      width += this.document.fontSize(style.size ?? 9).widthOfString(text, AS_A_WHOLE)
    }
    return width
  }

  private runsOf(line: string, { isBold = false }: TextStyle) {
    const hasGlyph = (font: FontFile, character: string) =>
      this.use(font).hasGlyphForCodePoint(character.codePointAt(0)!)
    return runsOf(line, { isBold, hasGlyph })
  }

  /** Makes a font the current one. PDFKit embeds only those of its glyphs that are written. */
  private use(file: FontFile): DocumentFont {
    const known = this.fonts.get(file.name)
    if (known) {
      this.document.font(file.name)
      return known
    }
    this.document.registerFont(file.name, readFont(file)).font(file.name)
    const { font } = (this.document as unknown as { _font: { font: DocumentFont } })._font
    shapeWithHarfBuzz(font, file)
    this.fonts.set(file.name, font)
    return font
  }
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' })
