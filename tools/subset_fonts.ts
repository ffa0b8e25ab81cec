/*
 * `node tools/subset_fonts.ts`: reduces Inter to what almost every page of the dashboard needs, and writes the results to
 * resources/fonts. Run it after an update of Inter.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import subsetFont from 'subset-font'
import { root } from './production_build.ts'

const ORIGINALS = join(root, 'node_modules/@fontsource-variable/inter/files')

/** Weights that the styles use. */
const WEIGHTS = { min: 400, max: 700 }

/** Kerning, accents, figures of equal width, and the letters that admin.css chooses. */
const FEATURES = ['kern', 'ccmp', 'mark', 'mkmk', 'tnum', 'cv11', 'ss03']

/** The same visible characters as in resources/css/fonts.css. */
const SUBSETS = [
  {
    from: 'inter-latin-wght-normal.woff2',
    to: 'inter-latin.woff2',
    ranges: [
      [0x20, 0x7e],
      [0xa0, 0xff],
      [0x131, 0x131],
      [0x152, 0x153],
      [0x300, 0x304],
      [0x308, 0x308],
      [0x200b, 0x2026],
      [0x2028, 0x202f],
      [0x2039, 0x203a],
      [0x2060, 0x206f],
      [0x20ac, 0x20ac],
      [0x2122, 0x2122],
      [0x2190, 0x2193],
      [0x2212, 0x2212],
    ],
  },
  {
    from: 'inter-latin-ext-wght-normal.woff2',
    to: 'inter-rupee.woff2',
    ranges: [[0x20b9, 0x20b9]],
  },
]

for (const { from, to, ranges } of SUBSETS) {
  const characters = ranges.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index))
  )
  const reduced = await subsetFont(await readFile(join(ORIGINALS, from)), characters.join(''), {
    targetFormat: 'woff2',
    keepFeatures: FEATURES,
    variationAxes: { wght: WEIGHTS },
    noHinting: true,
  })
  await writeFile(join(root, 'resources/fonts', to), reduced)
  console.log(`${to}: ${reduced.length} bytes`)
}
