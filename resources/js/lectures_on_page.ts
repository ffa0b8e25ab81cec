/// <reference lib="dom" />
import { elementsWithin } from './elements_within.js'

/** Loads reordering and renaming on pages that list lectures. */
export async function arrangeLectures(root: Document | HTMLElement) {
  const lists = elementsWithin(root, '[data-order]')
  if (lists.length === 0) return
  const { arrange } = await import('./lectures.js')
  for (const list of lists) arrange(list)
}
