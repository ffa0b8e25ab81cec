/// <reference lib="dom" />
/** Loads what orders and renames lectures on pages that list them. */
export async function arrangeLectures(root: ParentNode) {
  const lists = root.querySelectorAll<HTMLElement>('[data-order]')
  if (lists.length === 0) return
  const { arrange } = await import('./lectures.js')
  for (const list of lists) arrange(list)
}
