/** Returns the filters of a query string without the empty ones: a form sends its empty fields too. */
export function withoutEmpty(query: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query).filter(([, value]) => typeof value === 'string' && value.trim() !== '')
  )
}
