import { DOCUMENTS, type Manifest, rowsOf } from '#app/operations/backup/manifest'

/** Short summary of a backup's contents. */
export function summaryOf({ tables, documents, withFiles, parts }: Manifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  const others = new Set([DOCUMENTS, ...tables.map(({ name }) => rowsOf(name))])
  const files = parts.filter(({ name }) => !others.has(name)).length
  return `${rows} rows of ${tables.length} tables, ${documents} documents, ${withFiles ? files : 'no'} files`
}
