/// <reference lib="dom" />
/*
 * Inline editing of lecture titles: saves on Enter or when the field loses focus.
 */
import { type Refused, post } from './requests.js'
import { say, tell } from './toasts.js'

interface Saved {
  title: string
  edits: number
}

document.addEventListener('change', (event) => {
  const form = (event.target as HTMLInputElement).closest<HTMLFormElement>('form[data-rename]')
  if (form) rename(form)
})
document.addEventListener(
  'submit',
  (event) => {
    const form = event.target as HTMLFormElement
    if (!form.matches('[data-rename]')) return
    event.preventDefault()
    event.stopImmediatePropagation()
    fieldOf(form, 'title').blur()
  },
  true
)

async function rename(form: HTMLFormElement) {
  const row = form.closest<HTMLElement>('[data-lecture]')!
  const title = fieldOf(form, 'title')
  const edits = fieldOf(form, 'edits')
  const before = row.dataset.title!
  if (title.value.trim() === '') title.value = before // an empty title cancels the edit
  if (title.value.trim() === before) return
  try {
    show(row, await post<Saved>(form.action, { title: title.value, edits: edits.value }))
    tell(`Renamed to “${row.dataset.title}”.`, () => {
      title.value = before
      rename(form)
    })
  } catch (error) {
    const { code, message } = error as Refused
    // Submit as a form, which leads to the page with both versions.
    if (code === 'E_STALE_EDIT') return HTMLFormElement.prototype.submit.call(form)
    say(message)
    title.focus()
  }
}

function show(row: HTMLElement, { title, edits }: Saved) {
  const form = row.querySelector<HTMLFormElement>('form[data-rename]')!
  fieldOf(form, 'title').value = title
  fieldOf(form, 'edits').value = String(edits)
  row.dataset.title = title
  row.querySelector('[data-handle]')!.setAttribute('aria-label', `Move ${title}`)
}

function fieldOf(form: HTMLFormElement, name: string): HTMLInputElement {
  return form.querySelector<HTMLInputElement>(`[name="${name}"]`)!
}
