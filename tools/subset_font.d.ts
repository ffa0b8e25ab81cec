/** Types for the part of the package that tools/subset_fonts.ts uses, since it has none. */
declare module 'subset-font' {
  interface Options {
    targetFormat: 'woff2'
    keepFeatures: string[]
    variationAxes: Record<string, { min: number; max: number }>
    noHinting: boolean
  }

  export default function subsetFont(
    font: Buffer,
    characters: string,
    options: Options
  ): Promise<Buffer>
}
