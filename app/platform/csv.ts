/**
 * Characters that spreadsheets treat as the start of a formula, including their full-width forms.
 */
const FORMULA = /^\s*[=+\-@＝＋－＠\t\r]/

/** Byte order mark, by which spreadsheets recognize UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF'

/**
 * Formats a line of CSV (RFC 4180). Text that looks like a formula is escaped with an apostrophe;
 * numbers stay numbers.
 */
export function csvLine(cells: (string | number | null | undefined)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`
}

function cellOf(cell: string | number | null | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return String(cell)
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
