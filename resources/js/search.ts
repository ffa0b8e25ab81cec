/// <reference lib="dom" />
/*
 * Search in the top bar: arrow keys move through the results, Escape closes it.
 */
document.addEventListener('keydown', (event) => {
  const box = (event.target as Element).closest<HTMLElement>('[data-search-box]')
  if (!box) return
  if (event.key === 'Escape') {
    box.querySelector<HTMLInputElement>('[data-search]')!.value = ''
    ;(document.activeElement as HTMLElement).blur()
  }
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return

  event.preventDefault()
  const stops = [...box.querySelectorAll<HTMLElement>('[data-search], [data-found]')]
  const step = event.key === 'ArrowDown' ? 1 : -1
  const next = stops.indexOf(document.activeElement as HTMLElement) + step
  stops[(next + stops.length) % stops.length].focus()
})

/** Clears the search on navigation. */
document.addEventListener('htmx:pushedIntoHistory', () => {
  const box = document.querySelector<HTMLElement>('[data-search-box]')
  if (!box) return
  box.querySelector<HTMLInputElement>('[data-search]')!.value = ''
  if (box.contains(document.activeElement)) (document.activeElement as HTMLElement).blur()
})
