import { FILES, type Manifest } from '#app/operations/backup/manifest'

/** What a backup holds, in a few words. */
export function summaryOf({ tables, documents, withFiles, parts }: Manifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  const files = parts.filter(({ name }) => name.startsWith(FILES)).length
  return `${rows} rows of ${tables.length} tables, ${documents} documents, ${withFiles ? files : 'no'} files`
}
