/// <reference lib="dom" />
import { isUnsaved } from './forms.js'

/** Whether someone types, plays, orders or decides something in the page: it is not to be replaced under their hands. */
export function isInUse(): boolean {
  const isTyping = document.activeElement?.matches('#page input[type="text"], #page textarea')
  const isOpen = document.querySelector('#page dialog[open], #page details[open], [data-lifted]')
  const media = [...document.querySelectorAll<HTMLMediaElement>('#page video, #page audio')]
  const isPlaying = media.some(({ paused }) => !paused)
  return isTyping === true || isOpen !== null || isPlaying || isUnsaved()
}
