/** A file of the archive. */
export interface Part {
  name: string
  bytes: number
  sha256: string
}

/** What an archive says of itself, in its last file: one without it was never finished. */
export interface Manifest {
  format: 1
  id: string
  createdAt: string
  /** Which engine's values the rows have. */
  engine: 'postgres' | 'sqlite'
  /** Of the database that the rows come from, in their order. */
  migrations: string[]
  /** Tells APP_KEYs apart, and nothing of them. */
  keyFingerprint: string
  /** Rows by table, each after those that it refers to. */
  tables: { name: string; rows: number }[]
  documents: number
  /** Whether files were asked for, even if there were none. */
  withFiles: boolean
  parts: Part[]
}

export const MANIFEST = 'manifest.json'
export const DOCUMENTS = 'mongo.archive.gz'
export const rowsOf = (table: string) => `sql/${table}.ndjson.gz`
