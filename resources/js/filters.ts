/// <reference lib="dom" />
/*
 * Filters that are folded on phones. They stay open while a list is filtered, which replaces the page.
 */
import { elementsWithin } from './elements_within.js'

/** Path of the list whose filters are open. */
let openOn: string | undefined

document.addEventListener('click', (event) => {
  const button = (event.target as Element).closest('[data-toggle-filters]')
  if (!button) return
  const isOpen = button.getAttribute('aria-expanded') !== 'true'
  openOn = isOpen ? window.location.pathname : undefined
  setOpen(button, isOpen)
})

function setOpen(button: Element, isOpen: boolean) {
  button.setAttribute('aria-expanded', String(isOpen))
  button.closest('form')!.toggleAttribute('data-open', isOpen)
}

/** Opens the filters of a replaced page again. */
export function unfoldFilters(root: Document | HTMLElement) {
  if (openOn !== window.location.pathname) return
  for (const button of elementsWithin(root, '[data-toggle-filters]')) setOpen(button, true)
}
