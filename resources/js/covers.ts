/// <reference lib="dom" />
/** Shows a cover that was chosen, as the places that show it will crop it. */
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
