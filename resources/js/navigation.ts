/// <reference lib="dom" />
/*
 * Links and forms replace the page within its frame; without this script they load it anew.
 */
import * as module from 'htmx.org'
import { takeCsrfToken } from './requests.js'

interface Htmx {
  config: object
  ajax(
    method: 'get',
    path: string,
    page: { target: string; select: string; selectOOB: string; swap: string }
  ): void
}
const htmx = (module as unknown as { default: Htmx }).default
const { config } = htmx
Object.assign(config, {
  allowEval: false,
  includeIndicatorStyles: false,
  /** Pages hold what people entrusted: none is kept in the browser's storage. */
  historyCacheSize: 0,
  historyEnabled: true,
  responseHandling: [
    { code: '204', swap: false },
    { code: '.*', swap: true },
  ],
})

interface Answered extends CustomEvent {
  detail: { xhr: XMLHttpRequest; target: Element; shouldSwap: boolean; boosted?: boolean }
}

/** What has no such frame, the sign-in page or a plain error, takes the whole window. */
document.addEventListener('htmx:beforeSwap', (event) => {
  const { detail } = event as Answered
  takeCsrfToken(detail.xhr.responseText)
  if (detail.target.id !== 'page') return
  if (detail.xhr.status === 204 || detail.xhr.responseText.includes('id="page"')) return
  detail.shouldSwap = false
  window.location.assign(detail.xhr.responseURL || window.location.href)
})

document.addEventListener('htmx:sendError', () => {
  say('The server cannot be reached. What you typed is still here: please try again.')
})

let shownPath = window.location.pathname

/** After another page came in: the sidebar says where one is, and readers begin at the page's top. */
function arrive() {
  const { pathname } = window.location
  for (const link of document.querySelectorAll<HTMLAnchorElement>('#navigation a')) {
    const path = link.pathname
    const isHere = pathname === path || (path !== '/admin' && pathname.startsWith(`${path}/`))
    if (isHere) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
  if (pathname === shownPath) return
  shownPath = pathname
  const drawer = document.querySelector<HTMLInputElement>('#drawer')
  if (drawer) drawer.checked = false
  document.querySelector<HTMLElement>('#page h1')?.focus({ preventScroll: true })
}

document.addEventListener('htmx:afterSettle', arrive)
document.addEventListener('htmx:historyRestore', arrive)

/** Loads the page that is shown anew, in its place. Messages stay, with what they offer to undo. */
export function reload() {
  const { pathname, search } = window.location
  const page = { target: '#page', select: '#page', selectOOB: 'nothing', swap: 'outerHTML' }
  htmx.ajax('get', pathname + search, page)
}

/** Shows what went wrong where the server's messages appear. */
export function say(message: string) {
  showToast('#toast-template', message)
}

/** Shows what was done, with a button that undoes it. */
export function tell(message: string, undo: () => void) {
  const toast = showToast('#notice-template', message)
  toast?.querySelector('[data-undo]')!.addEventListener('click', () => {
    toast.remove()
    undo()
  })
}

function showToast(template: string, message: string): HTMLElement | undefined {
  const source = document.querySelector<HTMLTemplateElement>(template)
  const region = document.querySelector('#toasts')
  if (!source || !region) return undefined
  const copy = source.content.cloneNode(true) as DocumentFragment
  const toast = copy.querySelector<HTMLElement>('[data-toast]')!
  toast.querySelector('[data-message]')!.textContent = message
  region.replaceChildren(toast)
  return toast
}

/** What can be undone for some seconds alone says so no longer. */
function expireUndo() {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-undo-seconds]')) {
    const seconds = Number(form.dataset.undoSeconds)
    delete form.dataset.undoSeconds
    window.setTimeout(() => form.remove(), seconds * 1000)
  }
}
expireUndo()
document.addEventListener('htmx:afterSettle', expireUndo)

document.addEventListener('click', (event) => {
  const button = (event.target as Element).closest('[data-dismiss]')
  button?.closest('[data-toast]')?.remove()
})
