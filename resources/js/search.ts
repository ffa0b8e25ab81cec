/// <reference lib="dom" />
/*
 * The search in the top bar: arrows walk through what was found, Escape leaves it.
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

/** Whoever goes to another page is done with the search. */
document.addEventListener('htmx:pushedIntoHistory', () => {
  const box = document.querySelector<HTMLElement>('[data-search-box]')
  if (!box) return
  box.querySelector<HTMLInputElement>('[data-search]')!.value = ''
  if (box.contains(document.activeElement)) (document.activeElement as HTMLElement).blur()
})
