/// <reference lib="dom" />
/*
 * Reads a chosen text file into a field, named in `data-reads-into`, so that it can be checked before it is sent.
 */
document.addEventListener('change', async (event) => {
  const input = event.target as HTMLInputElement
  const field = document.getElementById(input.dataset?.readsInto ?? '')
  if (!(field instanceof HTMLTextAreaElement) || !input.files?.[0]) return
  field.value = await input.files[0].text()
  field.dispatchEvent(new Event('input', { bubbles: true }))
})
