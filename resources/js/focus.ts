/// <reference lib="dom" />
/*
 * Keeps the keyboard focus when a form or link reloads the current page, which replaces the focused element.
 */
interface Sent extends CustomEvent {
  detail: { elt: Element; requestConfig: { triggeringEvent?: Event } }
}

interface Stand {
  /** The activated control: the URL that a form posts to, or the text of a link. */
  action?: string
  words?: string
  /** Its row, in case the control no longer exists. */
  place: number
}

const POSTING = '#page form[action], #page [formaction]'
const ROWS = '#page :is(.data-table > tbody > tr, [data-lecture])'

let stand: Stand | undefined

document.addEventListener('htmx:beforeRequest', (event) => {
  const { elt, requestConfig } = (event as Sent).detail
  if (elt === document.body) return // a script reloads the page
  const { submitter } = (requestConfig.triggeringEvent ?? {}) as SubmitEvent
  const row = elt.closest<HTMLElement>(ROWS) ?? submitter?.closest<HTMLElement>(ROWS)
  stand = {
    action: submitter?.getAttribute('formaction') ?? actionOf(elt),
    words: elt.matches('a') ? wordsOf(elt) : undefined,
    place: row ? rows().indexOf(row) : -1,
  }
})

/** Finds the element to focus: the same control, its replacement, or the page heading. */
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

/** Links that sort a list or change its period keep the focus; pagination starts at the top of the page. */
function ofWords(words: string): HTMLElement | undefined {
  const links = document.querySelectorAll<HTMLElement>('#page :is(thead, [aria-label="Period"]) a')
  return [...links].find((link) => wordsOf(link) === words)
}

const actionOf = (element: Element) =>
  element.getAttribute('formaction') ?? element.getAttribute('action') ?? undefined
/** Removes the CSRF token that forms with files have in their URL. */
const pathOf = (action?: string) => action?.split('?')[0]
const wordsOf = (element: Element) => element.textContent!.trim()
const rows = () => [...document.querySelectorAll<HTMLElement>(ROWS)]
