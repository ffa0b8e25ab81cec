/** Digits of the serial number until it needs a seventh. */
const DIGITS = 6

/** With seven digits the number has 16 characters, the most that rule 46 of the CGST Rules allows. */
const HIGHEST = 9_999_999

/**
 * Formats the number of a tax document: `TH/26-27/000001`.
 * @throws if the series is used up
 */
export function documentNumber(series: {
  prefix: string
  /** `2026-27` */
  financialYear: string
  serial: number
}): string {
  const { prefix, financialYear, serial } = series
  if (!Number.isInteger(serial) || serial < 1 || serial > HIGHEST)
    throw new Error(`The series ${prefix} of ${financialYear} has no number ${serial}`)
  return `${prefix}/${financialYear.slice(2)}/${String(serial).padStart(DIGITS, '0')}`
}

/** Reads the number of a tax document; undefined if a text is none. */
export function parseDocumentNumber(text: string) {
  const form = /^(?<prefix>[A-Z0-9]{1,2})\/(?<year>\d{2}-\d{2})\/(?<serial>\d{6,7})$/
  const { prefix, year, serial } = form.exec(text.trim().toUpperCase())?.groups ?? {}
  return prefix ? { prefix, financialYear: `20${year}`, serial: Number(serial) } : undefined
}
