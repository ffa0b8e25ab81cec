/// <reference lib="dom" />
/*
 * Keyboard shortcuts: in tables, j and k move, x selects and Enter opens; Ctrl+K or / focuses the search, Ctrl+S saves,
 * ? lists all shortcuts.
 */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input, textarea, select, [contenteditable]')
}

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('#page .data-table > tbody > tr')].filter(
    (row) => row.querySelector('.row-link')
  )
}

function activate(step: 1 | -1) {
  const all = rows()
  if (all.length === 0) return
  const current = all.findIndex((row) => row.hasAttribute('data-active'))
  const next = all[Math.min(Math.max(current + step, 0), all.length - 1)]
  for (const row of all) row.toggleAttribute('data-active', row === next)
  next.querySelector<HTMLElement>('.row-link')!.focus()
}

function select() {
  const row = rows().find((one) => one.hasAttribute('data-active'))
  row?.querySelector<HTMLInputElement>('input[type="checkbox"]')?.click()
}

/** Submits the form that warns of unsaved changes, unless a dialog lies over it. */
function save(event: KeyboardEvent) {
  const form = document.querySelector<HTMLFormElement>('#page form[data-warn]')
  if (!form || document.querySelector('dialog[open]')) return
  event.preventDefault()
  form.requestSubmit()
}

document.addEventListener('keydown', (event) => {
  const isSearch = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k'
  if (isSearch || (event.key === '/' && !isTyping(event.target))) {
    const search = document.querySelector<HTMLElement>('[data-search]')
    if (!search) return
    event.preventDefault()
    search.focus()
    search.dispatchEvent(new Event('theta:open-search'))
    return
  }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') return save(event)
  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === 'j') activate(1)
  else if (event.key === 'k') activate(-1)
  else if (event.key === 'x') select()
  else if (event.key === '?') document.querySelector<HTMLDialogElement>('#shortcuts')?.showModal()
})
