/** The page of a list that is shown where one is asked for: the last one where there are fewer, also of an empty list. */
export function pageOf(
  total: number,
  { size, asked = 1 }: { size: number; asked?: number }
): { page: number; pages: number } {
  const pages = Math.max(Math.ceil(total / size), 1)
  return { page: Math.min(asked, pages), pages }
}
