/// <reference lib="dom" />
/*
 * Links and forms replace the page within its frame; without this script they load it anew.
 */
import * as module from 'htmx.org'
import { takeUpStand } from './focus.js'
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
  /** Pages hold what people entrusted: none is kept in the browser's storage. */
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

/** What has no such frame, the sign-in page or a plain error, takes the whole window. */
document.addEventListener('htmx:beforeSwap', (event) => {
  const { detail } = event as Answered
  takeCsrfToken(detail.xhr.responseText)
  if (detail.target.id !== 'page') {
    detail.ignoreTitle = true // a part of a page does not name it
    return
  }
  if (bringsPageAgain(detail)) detail.swapOverride = 'outerHTML show:none'
  if (detail.xhr.status === 204 || detail.xhr.responseText.includes('id="page"')) return
  detail.shouldSwap = false
  window.location.assign(detail.xhr.responseURL || window.location.href)
})

/** A form that leads back to its page leaves it where one had scrolled it to. */
function bringsPageAgain({ xhr, requestConfig }: Answered['detail']): boolean {
  const { pathname } = new URL(xhr.responseURL || window.location.href)
  return requestConfig.verb === 'post' && pathname === window.location.pathname
}

document.addEventListener('htmx:sendError', () => {
  say('Can’t reach the server. Your changes are still here; try again.')
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
  if (pathname === shownPath) return takeUpStand()
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
