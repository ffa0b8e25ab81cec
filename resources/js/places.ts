/// <reference lib="dom" />
/*
 * Remembers for each visited page how far it was scrolled and which link was followed, so that the browser's Back
 * leads to the same row. Kept in memory only.
 */
interface Place {
  scrolled: number
  link: string | null
}
const places = new Map<string, Place>()

document.addEventListener('htmx:beforeHistorySave', (event) => {
  const { path } = (event as CustomEvent<{ path: string }>).detail
  const { activeElement } = document
  const link = activeElement?.closest('#page')
    ? (activeElement.closest('tr')?.querySelector('.row-link') ?? activeElement)
    : null
  places.set(path, { scrolled: window.scrollY, link: link?.getAttribute('href') ?? null })
})

/** Scrolls to where the page was left and focuses the link that was followed. */
export function returnToPlace(path: string) {
  const place = places.get(path)
  if (!place) return
  const links = [...document.querySelectorAll<HTMLElement>('#page a[href]')]
  const link = links.find((one) => one.getAttribute('href') === place.link)
  const heading = document.querySelector<HTMLElement>('#page h1')
  ;(link ?? heading)?.focus({ preventScroll: true })
  window.scrollTo(0, place.scrolled)
}
