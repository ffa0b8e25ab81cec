/// <reference lib="dom" />
/** Loads reordering and renaming on pages that list lectures. */
export async function arrangeLectures(root: ParentNode) {
  const lists = root.querySelectorAll<HTMLElement>('[data-order]')
  if (lists.length === 0) return
  const { arrange } = await import('./lectures.js')
  for (const list of lists) arrange(list)
}
