/// <reference lib="dom" />
/*
 * Links and forms replace the page within its frame; without this script they load it anew.
 */
import htmx from 'htmx.org'

const { config } = htmx as unknown as { config: object }
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
  detail: { xhr: XMLHttpRequest; shouldSwap: boolean; boosted?: boolean }
}

/** What has no such frame, the sign-in page or a plain error, takes the whole window. */
document.addEventListener('htmx:beforeSwap', (event) => {
  const { detail } = event as Answered
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

/** Shows a message where the server's own appear. */
export function say(message: string) {
  const toast = document.querySelector<HTMLTemplateElement>('#toast-template')
  const region = document.querySelector('#toasts')
  if (!toast || !region) return
  const copy = toast.content.cloneNode(true) as DocumentFragment
  copy.querySelector('[data-message]')!.textContent = message
  region.append(copy)
}

document.addEventListener('click', (event) => {
  const button = (event.target as Element).closest('[data-dismiss]')
  button?.closest('[data-toast]')?.remove()
})
