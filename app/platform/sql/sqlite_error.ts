/** The SQLite result codes that this application handles, from https://sqlite.org/rescode.html. */
const NAMES: Record<number, string> = {
  4: 'SQLITE_ABORT',
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  19: 'SQLITE_CONSTRAINT',
  26: 'SQLITE_NOTADB',
  275: 'SQLITE_CONSTRAINT_CHECK',
  787: 'SQLITE_CONSTRAINT_FOREIGNKEY',
  1299: 'SQLITE_CONSTRAINT_NOTNULL',
  1555: 'SQLITE_CONSTRAINT_PRIMARYKEY',
  2067: 'SQLITE_CONSTRAINT_UNIQUE',
}

/** The low byte is the primary result code; the rest is the extended code. */
const PRIMARY = 0xff

/** Errors of a database that is not writable, permanently or at the moment. */
const UNWRITABLE = new Set([
  'SQLITE_BUSY',
  'SQLITE_CANTOPEN',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_READONLY',
])

/**
 * Adds the code that packages look for, such as `SQLITE_CONSTRAINT_UNIQUE`, to an error of
 * node:sqlite.
 */
export function withSqliteCode(error: unknown): unknown {
  const { errcode } = (error ?? {}) as { errcode?: number }
  if (errcode === undefined) return error
  const code = NAMES[errcode] ?? NAMES[errcode & PRIMARY] ?? 'SQLITE_ERROR'
  return Object.assign(error as Error, { code })
}

/**
 * Returns whether another connection holds a lock that the statement needs, so that a retry may
 * succeed.
 */
export function isLocked(error: unknown): boolean {
  return (error as { code?: string }).code === 'SQLITE_BUSY'
}

/** Returns whether SQLite could not open, lock or write its files. */
export function isUnwritable(error: unknown): boolean {
  return UNWRITABLE.has((error as { code?: string }).code ?? '')
}
