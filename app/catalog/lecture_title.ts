import { isVisible, withoutHiddenCharacters } from '#app/platform/hidden_characters'
import { truncate } from '#app/platform/text'

const LONGEST_TITLE = 200
const LONGEST_FILE_NAME = 255

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

/** Returns a file name as it can be shown: in one line, without hidden characters. */
export function shownFileName(fileName: string): string {
  return truncate(oneLine(fileName.replace(/\p{Cc}+/gu, ' ')), LONGEST_FILE_NAME)
}

function oneLine(text: string): string {
  return withoutHiddenCharacters(text).normalize('NFC').replace(/\s+/g, ' ').trim()
}
