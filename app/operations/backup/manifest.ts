/** File in the archive. */
export interface Part {
  name: string
  bytes: number
  sha256: string
}

/** Manifest of an archive, its last file. An archive without it is incomplete. */
export interface Manifest {
  format: 1
  id: string
  createdAt: string
  /** Engine whose formats the rows use. */
  engine: 'postgres' | 'sqlite'
  /** Migrations of the source database, in order. */
  migrations: string[]
  /** Fingerprint of the APP_KEY, which reveals nothing about it. */
  keyFingerprint: string
  /** Number of rows by table, ordered by foreign keys. */
  tables: { name: string; rows: number }[]
  documents: number
  /** True if files were included, even if there were none. */
  withFiles: boolean
  parts: Part[]
}

export const MANIFEST = 'manifest.json'
export const DOCUMENTS = 'mongo.archive.gz'
export const rowsOf = (table: string) => `sql/${table}.ndjson.gz`
