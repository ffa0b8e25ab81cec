/// <reference lib="dom" />
/*
 * Search in the top bar, a combobox: focus stays in the field while arrow keys move through the results, Enter chooses
 * one and Escape closes them.
 */
const field = () => document.querySelector<HTMLInputElement>('[data-search]')
const results = () => document.querySelector<HTMLElement>('#search-results')
const options = () => [...document.querySelectorAll<HTMLElement>('#search-results [data-found]')]

function choose(option?: HTMLElement) {
  for (const one of options()) one.setAttribute('aria-selected', String(one === option))
  if (option) field()!.setAttribute('aria-activedescendant', option.id)
  else field()!.removeAttribute('aria-activedescendant')
  option?.scrollIntoView({ block: 'nearest' })
}

/** Makes a list box of the results, which are plain links and buttons on the search page. */
function present() {
  const list = results()!
  const all = options()
  for (const [index, option] of all.entries()) {
    option.id = `search-result-${index}`
    option.tabIndex = -1
    option.setAttribute('role', 'option')
  }
  for (const section of list.querySelectorAll('section')) section.setAttribute('role', 'group')
  for (const one of list.querySelectorAll('h2, form')) one.setAttribute('role', 'presentation')
  if (all.length > 0) {
    list.setAttribute('role', 'listbox')
    list.setAttribute('aria-label', 'Results')
  } else {
    list.removeAttribute('role')
    list.removeAttribute('aria-label')
  }
  field()!.setAttribute('aria-expanded', String(all.length > 0))
  choose()
}

function close() {
  results()?.replaceChildren()
  field()?.setAttribute('aria-expanded', 'false')
  field()?.removeAttribute('aria-activedescendant')
}

function move(step: 1 | -1) {
  const all = options()
  if (all.length === 0) return
  const current = all.findIndex((one) => one.getAttribute('aria-selected') === 'true')
  const next = current < 0 && step < 0 ? all.length - 1 : current + step
  choose(all[(next + all.length) % all.length])
}

document.addEventListener('keydown', (event) => {
  if (!(event.target as Element).matches?.('[data-search]')) return
  if (event.key === 'Escape') {
    field()!.value = ''
    close()
    field()!.blur()
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault()
    move(event.key === 'ArrowDown' ? 1 : -1)
  } else if (event.key === 'Enter') {
    const chosen = options().find((one) => one.getAttribute('aria-selected') === 'true')
    if (!chosen) return
    event.preventDefault()
    chosen.click()
  }
})

document.addEventListener('htmx:afterSwap', (event) => {
  const { target } = (event as CustomEvent<{ target: Element }>).detail
  if (target === results()) present()
})

/** Closes the results when focus leaves, so that they do not open again on the way through the page. */
document.addEventListener('focusout', (event) => {
  const box = (event.target as Element).closest<HTMLElement>('[data-search-box]')
  if (box && event.relatedTarget && !box.contains(event.relatedTarget as Node)) close()
})

/** Clears the search on navigation. */
document.addEventListener('htmx:pushedIntoHistory', () => {
  const box = document.querySelector<HTMLElement>('[data-search-box]')
  if (!box) return
  field()!.value = ''
  close()
  if (box.contains(document.activeElement)) (document.activeElement as HTMLElement).blur()
})
