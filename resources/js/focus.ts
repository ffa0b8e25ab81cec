/// <reference lib="dom" />
/*
 * The keyboard stays where it was when a form or a link brings the page one is on again, with what it stood on replaced.
 */
interface Sent extends CustomEvent {
  detail: { elt: Element; requestConfig: { triggeringEvent?: Event } }
}

interface Stand {
  /** What was pressed: the address that a form posts to, or the words of a link. */
  action?: string
  words?: string
  /** The row that it stood in, in case that it is gone. */
  place: number
}

const POSTING = '#page form[action], #page [formaction]'
const ROWS = '#page :is(.data-table > tbody > tr, [data-lecture])'

let stand: Stand | undefined

document.addEventListener('htmx:beforeRequest', (event) => {
  const { elt, requestConfig } = (event as Sent).detail
  if (elt === document.body) return // a script loads the page anew
  const { submitter } = (requestConfig.triggeringEvent ?? {}) as SubmitEvent
  const row = elt.closest<HTMLElement>(ROWS) ?? submitter?.closest<HTMLElement>(ROWS)
  stand = {
    action: submitter?.getAttribute('formaction') ?? actionOf(elt),
    words: elt.matches('a') ? wordsOf(elt) : undefined,
    place: row ? rows().indexOf(row) : -1,
  }
})

/** Where the keyboard was before the last request: the same control, what stands in its place, or the page's top. */
export function takeUpStand() {
  if (!stand || document.activeElement !== document.body) return
  const { action, words, place } = stand
  stand = undefined
  const control = action ? ofAction(action) : words ? ofWords(words) : undefined
  const row = rows().at(Math.min(place, rows().length - 1))
  const next = place < 0 ? undefined : row?.querySelector<HTMLElement>('.row-link, [data-handle]')
  const top = document.querySelector<HTMLElement>('#page h1')
  for (const element of [control, next, top]) {
    element?.focus({ preventScroll: true })
    if (document.activeElement === element) return
  }
}

function ofAction(action: string): HTMLElement | undefined {
  const found = [...document.querySelectorAll<HTMLElement>(POSTING)].find(
    (element) => pathOf(actionOf(element)) === pathOf(action)
  )
  const control = found?.matches('form')
    ? found.querySelector<HTMLElement>('button:is([type="submit"], :not([type]))')
    : found
  const dialog = control?.closest('dialog')
  const opener = dialog
    ? document.querySelector<HTMLElement>(`#page [commandfor="${dialog.id}"]`)
    : control
  return opener?.closest('[data-menu]')?.querySelector('summary') ?? opener ?? undefined
}

/** How a list is sorted and which period it shows: whoever goes on to the next page begins at its top. */
function ofWords(words: string): HTMLElement | undefined {
  const links = document.querySelectorAll<HTMLElement>('#page :is(thead, [aria-label="Period"]) a')
  return [...links].find((link) => wordsOf(link) === words)
}

const actionOf = (element: Element) =>
  element.getAttribute('formaction') ?? element.getAttribute('action') ?? undefined
/** Forms with files carry a token behind it. */
const pathOf = (action?: string) => action?.split('?')[0]
const wordsOf = (element: Element) => element.textContent!.trim()
const rows = () => [...document.querySelectorAll<HTMLElement>(ROWS)]
