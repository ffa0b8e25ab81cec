/** Returns whether a unique index rejected a row, by PostgreSQL's and SQLite's codes. */
export function isUniqueViolation(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: string }
  return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE'
}
