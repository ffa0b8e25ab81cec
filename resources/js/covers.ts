/// <reference lib="dom" />
/** Previews a selected cover in the crops used across the site. */
document.addEventListener('change', (event) => {
  const input = event.target as HTMLInputElement
  const cover = input.type === 'file' && input.closest('[data-cover]')
  const file = input.files?.[0]
  if (!cover || !file?.type.startsWith('image/')) return
  const address = URL.createObjectURL(file)
  for (const view of cover.querySelectorAll<HTMLImageElement>('[data-cover-view]')) {
    view.src = address
    for (const element of view.parentElement!.children) (element as HTMLElement).hidden = false
  }
})

/** File of the last submitted form. A rejected form comes back without it. */
let sent: { path: string; files: FileList } | undefined

const COVER = '[data-cover] input[type="file"]'

function pathOf(input: HTMLInputElement): string {
  return new URL(input.form!.action).pathname
}

document.addEventListener('htmx:beforeRequest', (event) => {
  const { elt } = (event as CustomEvent<{ elt: Element }>).detail
  if (!elt.matches('form')) return
  const input = elt.querySelector<HTMLInputElement>(COVER)
  sent = input?.files?.length ? { path: pathOf(input), files: input.files } : undefined
})

document.addEventListener('htmx:afterSettle', (event) => {
  if ((event.target as Element).id !== 'page' || !sent) return
  const { path, files } = sent
  sent = undefined
  const input = document.querySelector<HTMLInputElement>(COVER)
  const isBack = document.querySelector('#page [aria-invalid="true"], [data-stale]') !== null
  if (!isBack || !input || pathOf(input) !== path || input.matches('[aria-invalid]')) return
  input.files = files
  input.dispatchEvent(new Event('change', { bubbles: true }))
})
