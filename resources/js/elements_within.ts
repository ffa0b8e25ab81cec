/// <reference lib="dom" />
/** Finds the elements of a part of the page that match, including the part itself, in document order. */
export function elementsWithin(root: Document | HTMLElement, selector: string): HTMLElement[] {
  const below = [...root.querySelectorAll<HTMLElement>(selector)]
  return root instanceof HTMLElement && root.matches(selector) ? [root, ...below] : below
}
