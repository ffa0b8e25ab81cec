import { readFileSync } from 'node:fs'
import app from '@adonisjs/core/services/app'

export interface FontFile {
  /** Name within a PDF document. */
  name: string
  file: string
  /** Characters that may be in the font: it is loaded only for them. */
  characters: RegExp
}

const indian = (script: string, file: string, names = [script]): FontFile => ({
  name: script,
  file: `noto-sans-${file}-400.ttf`,
  characters: new RegExp(`[${names.map((name) => String.raw`\p{scx=${name}}`).join('')}]`, 'u'),
})

const LATIN = /[\0-\u02FF\u2000-\u206F\u20AC\u2122]/u

/** Fonts in the order in which they are tried for a character. */
const REGULAR: FontFile[] = [
  { name: 'Latin', file: 'noto-sans-latin-400.ttf', characters: LATIN },
  {
    name: 'LatinExtended',
    file: 'noto-sans-latin-ext-400.ttf',
    characters: /[\p{scx=Latin}\u20A0-\u20CF]/u,
  },
  { name: 'Vietnamese', file: 'noto-sans-vietnamese-400.ttf', characters: /\p{scx=Latin}/u },
  { name: 'Greek', file: 'noto-sans-greek-400.ttf', characters: /\p{scx=Greek}/u },
  { name: 'Cyrillic', file: 'noto-sans-cyrillic-400.ttf', characters: /\p{scx=Cyrillic}/u },
  indian('Devanagari', 'devanagari'),
  indian('Bengali', 'bengali'),
  indian('Gurmukhi', 'gurmukhi'),
  indian('Gujarati', 'gujarati'),
  indian('Oriya', 'oriya'),
  indian('Tamil', 'tamil'),
  indian('Telugu', 'telugu'),
  indian('Kannada', 'kannada'),
  indian('Malayalam', 'malayalam'),
  indian('Arabic', 'arabic'),
  indian('OlChiki', 'ol-chiki', ['Ol_Chiki']),
  indian('MeeteiMayek', 'meetei-mayek', ['Meetei_Mayek']),
]

const BOLD: FontFile = { name: 'LatinBold', file: 'noto-sans-latin-700.ttf', characters: LATIN }

/** Font for characters that no font has: it draws a box. */
export const FALLBACK = REGULAR[0]

/** Lists the fonts that may draw a character, the best first. Other scripts than Latin have no bold font. */
export function fontsFor(character: string, { isBold }: { isBold: boolean }): FontFile[] {
  const fonts = isBold ? [BOLD, ...REGULAR] : REGULAR
  return fonts.filter(({ characters }) => characters.test(character))
}

const contents = new Map<string, Buffer>()

export function readFont({ file }: FontFile): Buffer {
  const known = contents.get(file) ?? readFileSync(app.makePath('resources/fonts/documents', file))
  contents.set(file, known)
  return known
}
