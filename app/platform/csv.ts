/**
 * Positions at which a spreadsheet could start a formula: the beginning of the cell, and whatever follows a
 * semicolon, a tab or a line break, which some spreadsheets take for the end of a cell despite the quotes. Full-width
 * forms count too.
 */
const FORMULAS = /(^|[;\t\r\n])(?=["\s]*[=+\-@＝＋－＠\t\r])/g

/** Byte order mark, by which spreadsheets recognize UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF'

/** Number that is written with all of its decimals, such as `-4.50`. */
export interface Decimal {
  readonly decimal: string
}

export type Cell = string | number | Decimal | null | undefined

/** Amount in paise as rupees with two decimals. */
export function rupees(paise: number): Decimal {
  return { decimal: (paise / 100).toFixed(2) }
}

/**
 * Formats a line of CSV (RFC 4180). Text that looks like a formula is escaped with an apostrophe;
 * numbers stay numbers.
 */
export function csvLine(cells: Cell[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`
}

function cellOf(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return String(cell)
  if (typeof cell === 'object') return cell.decimal
  const text = cell.replaceAll(FORMULAS, "$1'")
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * Reads CSV (RFC 4180) with commas or, if the first line has more of them, semicolons: spreadsheets
 * write what their language prefers.
 */
export function parseCsv(text: string): string[][] {
  const source = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
  const [head = ''] = source.split('\n', 1)
  const separator = head.split(';').length > head.split(',').length ? ';' : ','
  const cell = new RegExp(
    `(?:"((?:[^"]|"")*)"|([^${separator}\\r\\n]*))(${separator}|\\r?\\n|\\r|$)`,
    'gy'
  )
  const rows: string[][] = [[]]
  for (let match = cell.exec(source); match; match = cell.exec(source)) {
    const [, quoted, plain = '', end] = match
    rows.at(-1)!.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === '') break
    if (end !== separator) rows.push([])
  }
  return rows.filter((row) => row.some((value) => value !== ''))
}
