/// <reference lib="dom" />
/*
 * Durations of media, which the server does not know: the browser reads them from each file's header once its row is
 * visible.
 */
import { elementsWithin } from './elements_within.js'
import { durationOf } from './media_duration.js'

/** `12:05`, `1:02:05` */
function asClock(seconds: number): string {
  const whole = Math.round(seconds)
  const [hours, minutes, rest] = [Math.trunc(whole / 3600), Math.trunc(whole / 60) % 60, whole % 60]
  const tail = `${String(minutes).padStart(hours ? 2 : 1, '0')}:${String(rest).padStart(2, '0')}`
  return hours ? `${hours}:${tail}` : tail
}

async function measure(cell: HTMLElement) {
  const seconds = await durationOf(cell.dataset.durationOf!)
  if (seconds !== undefined) cell.textContent = asClock(seconds)
}

const watch = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue
    watch.unobserve(target)
    measure(target as HTMLElement)
  }
})

/** Measures the media in a part of the page. */
export function showDurations(root: Document | HTMLElement) {
  for (const cell of elementsWithin(root, '[data-duration-of]')) watch.observe(cell)
}
