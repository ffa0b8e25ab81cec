import { isVisible, withoutHiddenCharacters } from '#app/platform/hidden_characters'
import { truncate } from '#app/platform/text'

const LONGEST_TITLE = 200

/**
 * Derives a lecture's title from its file name: `03_object-types.mp4` becomes "03 object types". The
 * result is a valid title.
 */
export function titleOf(fileName: string): string {
  const words = fileName
    .normalize('NFC')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[\p{Cc}_-]+/gu, ' ')
  const title = truncate(oneLine(words), LONGEST_TITLE)
  return isVisible(title) ? oneLine(title) : 'New lecture'
}

function oneLine(text: string): string {
  return withoutHiddenCharacters(text).normalize('NFC').replace(/\s+/g, ' ').trim()
}
