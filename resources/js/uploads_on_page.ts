/// <reference lib="dom" />
import { elementsWithin } from './elements_within.js'

/** Storage key of the queue's state, which survives a reload. */
const STATE = 'uppyState:lectures'

/** Loads the uploader on pages with a drop zone or with uploads to resume. */
export async function receiveFiles(root: Document | HTMLElement) {
  const zones = elementsWithin(root, '[data-drop]')
  if (zones.length === 0 && !localStorage.getItem(STATE)) return
  const { receive } = await import('./uploads.js')
  for (const zone of zones) receive(zone)
}
