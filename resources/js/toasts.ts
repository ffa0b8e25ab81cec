/// <reference lib="dom" />
/*
 * Toasts for results and errors, in the same corner as the server's messages.
 */
/** Shows an error as a toast. */
export function say(message: string) {
  showToast('#toast-template', message)
}

/** Shows a result as a toast. */
export function inform(message: string) {
  showToast('#notice-template', message)?.querySelector('[data-undo]')!.remove()
}

/** Shows a result as a toast with an undo button. */
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
  expire()
  return toast
}

/** Closes toasts automatically unless hovered or focused. Errors stay. */
function expire() {
  for (const toast of document.querySelectorAll<HTMLElement>('#toasts [data-toast-seconds]')) {
    const seconds = Number(toast.dataset.toastSeconds)
    delete toast.dataset.toastSeconds
    window.setTimeout(() => removeWhenLeft(toast), seconds * 1000)
  }
}

function removeWhenLeft(toast: HTMLElement) {
  if (!toast.matches(':hover, :focus-within')) return toast.remove()
  const again = () => removeWhenLeft(toast)
  for (const event of ['mouseleave', 'focusout'])
    toast.addEventListener(event, () => window.setTimeout(again), { once: true })
}

expire()
document.addEventListener('htmx:afterSettle', expire)

document.addEventListener('click', (event) => {
  const button = (event.target as Element).closest('[data-dismiss]')
  button?.closest('[data-toast]')?.remove()
})
