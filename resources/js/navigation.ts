/// <reference lib="dom" />
/*
 * Makes links and forms replace the page within its layout; without this script they load it completely.
 */
import * as module from 'htmx.org'
import { takeUpStand } from './focus.js'
import { returnToPlace } from './places.js'
import { takeCsrfToken } from './requests.js'
import { say } from './toasts.js'

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
  /** Pages contain personal data, so none is cached in the browser's storage. */
  historyCacheSize: 0,
  historyEnabled: true,
  responseHandling: [
    { code: '204', swap: false },
    { code: '.*', swap: true },
  ],
})

interface Answered extends CustomEvent {
  detail: {
    xhr: XMLHttpRequest
    target: Element
    shouldSwap: boolean
    swapOverride?: string
    ignoreTitle?: boolean
    requestConfig: { verb: string }
  }
}

/** Pages without this layout, such as sign-in and plain errors, replace the whole document. */
document.addEventListener('htmx:beforeSwap', (event) => {
  const { detail } = event as Answered
  takeCsrfToken(detail.xhr.responseText)
  if (detail.target.id !== 'page') {
    detail.ignoreTitle = true // fragments have no title
    return
  }
  if (bringsPageAgain(detail)) detail.swapOverride = 'outerHTML show:none'
  if (detail.xhr.status === 204 || detail.xhr.responseText.includes('id="page"')) return
  detail.shouldSwap = false
  window.location.assign(detail.xhr.responseURL || window.location.href)
})

/** Keeps the scroll position if a form leads back to its own page. */
function bringsPageAgain({ xhr, requestConfig }: Answered['detail']): boolean {
  const { pathname } = new URL(xhr.responseURL || window.location.href)
  return requestConfig.verb === 'post' && pathname === window.location.pathname
}

document.addEventListener('htmx:sendError', () => {
  say('Can’t reach the server. Your changes are still here; try again.')
})

let shownPath = window.location.pathname

/** After navigation: updates the current sidebar entry and moves focus to the heading for screen readers. */
function arrive() {
  const { pathname } = window.location
  for (const link of document.querySelectorAll<HTMLAnchorElement>('#navigation a')) {
    const roots = link.dataset.roots!.split(' ')
    const isHere = roots.some(
      (root) => pathname === root || (root !== '/admin' && pathname.startsWith(`${root}/`))
    )
    if (isHere) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
  if (pathname === shownPath) return takeUpStand()
  shownPath = pathname
  const drawer = document.querySelector<HTMLInputElement>('#drawer')
  if (drawer) drawer.checked = false
  document.querySelector<HTMLElement>('#page h1')?.focus({ preventScroll: true })
}

document.addEventListener('htmx:afterSettle', arrive)
document.addEventListener('htmx:historyRestore', (event) => {
  arrive()
  returnToPlace((event as CustomEvent<{ path: string }>).detail.path)
})

/** Reloads the current page in place. Toasts and their undo buttons stay. */
export function reload() {
  const { pathname, search } = window.location
  const page = { target: '#page', select: '#page', selectOOB: 'nothing', swap: 'outerHTML' }
  htmx.ajax('get', pathname + search, page)
}
