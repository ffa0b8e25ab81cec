/** The filters of an address that say something: a form sends its empty fields too. */
export function filled(query: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query).filter(([, value]) => typeof value === 'string' && value.trim() !== '')
  )
}
