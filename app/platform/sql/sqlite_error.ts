/** SQLite's result codes by number, those of https://sqlite.org/rescode.html that this application tells apart. */
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

/** The result code is in the low byte; the rest says more about it. */
const PRIMARY = 0xff

/** What cannot be written, or not now. */
const UNWRITABLE = new Set([
  'SQLITE_BUSY',
  'SQLITE_CANTOPEN',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_READONLY',
])

/** Gives an error of node:sqlite the code that packages look for, such as `SQLITE_CONSTRAINT_UNIQUE`. */
export function withSqliteCode(error: unknown): unknown {
  const { errcode } = (error ?? {}) as { errcode?: number }
  if (errcode === undefined) return error
  const code = NAMES[errcode] ?? NAMES[errcode & PRIMARY] ?? 'SQLITE_ERROR'
  return Object.assign(error as Error, { code })
}

/** Whether another connection holds the lock that a statement asked for, so that it may succeed later. */
export function isLocked(error: unknown): boolean {
  return (error as { code?: string }).code === 'SQLITE_BUSY'
}

/** Whether SQLite could not open, lock or write its files. */
export function isUnwritable(error: unknown): boolean {
  return UNWRITABLE.has((error as { code?: string }).code ?? '')
}
