/// <reference lib="dom" />
/** Where the queue keeps what it knows over a reload. */
const STATE = 'uppyState:lectures'

/** Loads what uploads on pages where files can be dropped, and where uploads of a page before go on. */
export async function receiveFiles(root: ParentNode) {
  const zones = root.querySelectorAll<HTMLElement>('[data-drop]')
  if (zones.length === 0 && !localStorage.getItem(STATE)) return
  const { receive } = await import('./uploads.js')
  for (const zone of zones) receive(zone)
}
