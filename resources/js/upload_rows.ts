/// <reference lib="dom" />
/*
 * Rows of the upload queue: name, progress, speed, time left and actions.
 */
export type Deed = 'pause' | 'resume' | 'retry' | 'choose' | 'remove'

export interface Row {
  /** Status text. */
  news: string
  /** Progress from 0 to 1. */
  share?: number
  isProblem?: boolean
  isDone?: boolean
  /** Stays although it is done, because its text must be read. */
  isKept?: boolean
  can?: Deed[]
}

const BYTES = new Intl.NumberFormat('en-IN', { maximumFractionDigits: 1 })
const READY_MS = 10_000
let clearing: number | undefined
const started = new Map<string, { at: number; bytes: number }>()

/** Describes the progress of a row. @param sent in bytes, like `total` */
export function rowUnderWay(id: string, sent: number, total: number): Row {
  const begin = started.get(id) ?? { at: performance.now(), bytes: sent }
  started.set(id, begin)
  const seconds = (performance.now() - begin.at) / 1000
  const perSecond = seconds > 0.5 ? (sent - begin.bytes) / seconds : 0
  const parts = [`${megabytes(sent)} of ${megabytes(total)}`]
  if (perSecond > 0) parts.push(`${megabytes(perSecond)}/s`, left((total - sent) / perSecond))
  return { news: parts.join(' · '), share: total > 0 ? sent / total : 0, can: ['pause', 'remove'] }
}

export function showRow(id: string, name: string, row: Row, act: (id: string, deed: Deed) => void) {
  const queue = document.querySelector<HTMLElement>('#uploads')!
  const element = find(id) ?? make(queue, id, name, act)
  const bar = element.querySelector<HTMLProgressElement>('[data-bar]')!
  if (row.share !== undefined) bar.value = row.share * 100
  bar.hidden = row.isProblem === true || row.isDone === true
  const news = element.querySelector<HTMLElement>('[data-news]')!
  news.textContent = row.news
  news.classList.toggle('text-error', row.isProblem === true)
  element.toggleAttribute('data-over-with', row.isProblem === true || row.isDone === true)
  for (const button of element.querySelectorAll<HTMLElement>('[data-do]'))
    button.hidden = !(row.can ?? []).includes(button.dataset.do as Deed)
  if (row.isDone || row.isProblem) announce(`${name}: ${row.news}`)
  if (row.isDone) element.dataset.done = ''
  element.toggleAttribute('data-ready', row.isDone === true && !row.isKept)
  queue.hidden = false
  window.clearTimeout(clearing)
  if (isAllReady(queue)) clearing = window.setTimeout(clearUnlessUsed, READY_MS, queue)
}

function isAllReady(queue: HTMLElement): boolean {
  return queue.querySelector('[data-upload]:not([data-ready])') === null
}

/** Hides the queue once all uploads have succeeded. */
function clearUnlessUsed(queue: HTMLElement) {
  if (queue.matches(':hover, :focus-within')) {
    clearing = window.setTimeout(clearUnlessUsed, READY_MS, queue)
    return
  }
  for (const element of queue.querySelectorAll('[data-upload]')) element.remove()
  queue.hidden = true
}

document.querySelector('[data-fold-uploads]')?.addEventListener('click', (event) => {
  const button = event.currentTarget as HTMLElement
  const list = document.querySelector<HTMLElement>('[data-uploads]')!
  list.hidden = !list.hidden
  button.setAttribute('aria-expanded', String(!list.hidden))
  button.textContent = list.hidden ? 'Show' : 'Hide'
})

/** Restarts the speed measurement, since nothing was sent while the upload was stopped. */
export function beginAnew(id: string) {
  started.delete(id)
}

/** Finished rows stay until they are cleared. */
export function takeRowAway(id: string) {
  const element = find(id)
  started.delete(id)
  if (!element) return
  if (element.dataset.done === '') {
    delete element.dataset.done
    return
  }
  element.remove()
  const queue = document.querySelector<HTMLElement>('#uploads')!
  queue.hidden = queue.querySelector('[data-upload]') === null
}

function find(id: string): HTMLElement | null {
  return document.querySelector(`[data-upload="${CSS.escape(id)}"]`)
}

function make(
  queue: HTMLElement,
  id: string,
  name: string,
  act: (id: string, deed: Deed) => void
): HTMLElement {
  const template = queue.querySelector<HTMLTemplateElement>('[data-upload-row]')!
  const copy = template.content.cloneNode(true) as DocumentFragment
  const element = copy.querySelector<HTMLElement>('[data-upload]')!
  element.dataset.upload = id
  element.querySelector('[data-name]')!.textContent = name
  element.querySelector('[data-bar]')!.setAttribute('aria-label', `Upload of ${name}`)
  for (const button of element.querySelectorAll<HTMLElement>('[data-do]')) {
    const deed = button.dataset.do as Deed
    const word = deed === 'remove' ? 'Remove' : button.textContent
    button.setAttribute('aria-label', `${word} ${name}`)
    button.addEventListener('click', () => act(id, deed))
  }
  queue.querySelector('[data-uploads]')!.append(element)
  return element
}

function announce(news: string) {
  document.querySelector('[data-upload-news]')!.textContent = news
}

function megabytes(bytes: number): string {
  return `${BYTES.format(bytes / 1_000_000)} MB`
}

function left(seconds: number): string {
  if (seconds < 60) return `${Math.max(Math.ceil(seconds), 1)} s left`
  return `${Math.ceil(seconds / 60)} min left`
}
