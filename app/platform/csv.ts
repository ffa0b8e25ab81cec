/** What programs for tables would take for the beginning of a formula, its wide forms included. */
const FORMULA = /^\s*[=+\-@＝＋－＠\t\r]/

/** Tells programs for tables that a file is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF'

/** A line of CSV (RFC 4180). Text that would begin a formula begins with an apostrophe; numbers stay numbers. */
export function csvLine(cells: (string | number | null | undefined)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`
}

function cellOf(cell: string | number | null | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return String(cell)
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
