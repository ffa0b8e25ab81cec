/// <reference lib="dom" />
/*
 * Forms: focuses the first error, warns about unsaved changes, opens dialogs, shows and copies secrets.
 */
import { inform } from './toasts.js'

const changed = new Set<HTMLFormElement>()

function formOf(event: Event): HTMLFormElement | null {
  return (event.target as Element).closest('form[data-warn]')
}

document.addEventListener('input', (event) => {
  const form = formOf(event)
  if (form) changed.add(form)
})
/** Takes an error away while its field is being mended; the server judges it again. */
function forgive({ target }: Event) {
  const field = target as HTMLInputElement
  if (!field.matches('[aria-invalid="true"]')) return
  field.removeAttribute('aria-invalid')
  field.removeAttribute('aria-describedby')
  const box = field.closest('.input') ?? field
  box.classList.remove('input-error', 'select-error', 'textarea-error', 'file-input-error')
  document.getElementById(`${field.id}-error`)?.remove()
}
document.addEventListener('input', forgive)
document.addEventListener('change', forgive)

document.addEventListener('submit', (event) => changed.delete(event.target as HTMLFormElement))

/** Tells whether a form on the page has unsaved changes. */
export function isUnsaved(): boolean {
  for (const form of changed) if (!form.isConnected) changed.delete(form)
  return changed.size > 0
}

window.addEventListener('beforeunload', (event) => {
  if (isUnsaved()) event.preventDefault()
})
document.addEventListener('htmx:confirm', (event) => {
  const { detail } = event as CustomEvent<{
    elt: Element
    target: Element
    issueRequest(skip: boolean): void
  }>
  if (detail.elt.matches('form') || detail.target.id !== 'page' || !isUnsaved()) return
  event.preventDefault()
  if (window.confirm('You have unsaved changes. Leave this page?')) {
    changed.clear()
    detail.issueRequest(true)
  }
})

/** Marks rejected forms as unsaved again. */
function comeBack(event?: Event) {
  if (event && (event.target as Element).id !== 'page') return
  const stale = document.querySelector<HTMLElement>('[data-stale]')
  if (stale) stale.focus()
  else focusFirstError()
  const refused = document.querySelector('[data-stale] + form, form:has([aria-invalid="true"])')
  if (refused?.matches('[data-warn]')) changed.add(refused as HTMLFormElement)
}

/** Reopens the dialog of a rejected form as a modal, which HTML alone can't do. */
function focusFirstError() {
  const field = document.querySelector<HTMLElement>('[aria-invalid="true"]')
  const dialog = field?.closest<HTMLDialogElement>('dialog[open]:not(:modal)')
  if (dialog) {
    dialog.close()
    dialog.showModal()
  }
  field?.focus()
}
document.addEventListener('htmx:afterSettle', comeBack)
comeBack()

document.addEventListener('click', async (event) => {
  const target = event.target as Element
  const reveal = target.closest<HTMLElement>('[data-reveal]')
  if (reveal) {
    const field = document.getElementById(reveal.dataset.reveal!) as HTMLInputElement
    const isHidden = field.type === 'password'
    field.type = isHidden ? 'text' : 'password'
    reveal.setAttribute('aria-pressed', String(isHidden))
  }

  const copy = target.closest<HTMLElement>('[data-copy]')
  if (copy) {
    await navigator.clipboard.writeText(document.querySelector(copy.dataset.copy!)!.textContent!)
    copy.textContent = 'Copied'
  }

  const text = target.closest<HTMLElement>('[data-copy-text]')?.dataset.copyText
  if (text) {
    await navigator.clipboard.writeText(text)
    inform('Copied.')
  }
})

/** Enables a dangerous button once the confirmation phrase is typed. */
document.addEventListener('input', ({ target }) => confirmWith(target as HTMLInputElement))

function confirmWith(field: HTMLInputElement) {
  if (field.dataset.mustBe === undefined) return
  const button = field.form?.querySelector<HTMLButtonElement>('button[type="submit"]')
  if (button) button.disabled = field.value.trim() !== field.dataset.mustBe
}

function lockDialogs() {
  for (const field of document.querySelectorAll<HTMLInputElement>('[data-must-be]'))
    confirmWith(field)
}
document.addEventListener('htmx:load', lockDialogs)
lockDialogs()
