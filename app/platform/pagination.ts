/** Clamps a requested page number to the last page; an empty list has one page. */
export function pageOf(
  total: number,
  { size, asked = 1 }: { size: number; asked?: number }
): { page: number; pages: number } {
  const pages = Math.max(Math.ceil(total / size), 1)
  return { page: Math.min(asked, pages), pages }
}
