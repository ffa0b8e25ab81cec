/// <reference lib="dom" />
import { isUnsaved } from './forms.js'

/** Tells whether someone is typing, playing, reordering or in a dialog, so that the page must not be replaced. */
export function isInUse(): boolean {
  const isTyping = document.activeElement?.matches('#page input[type="text"], #page textarea')
  const isOpen = document.querySelector('#page dialog[open], #page details[open], [data-lifted]')
  const media = [...document.querySelectorAll<HTMLMediaElement>('#page video, #page audio')]
  const isPlaying = media.some(({ paused }) => !paused)
  return isTyping === true || isOpen !== null || isPlaying || isUnsaved()
}
