import { truncate } from '#app/platform/text'

const LONGEST_TITLE = 200

/** The title of a lecture that is named after its file: `03_object-types.mp4` is "03 object types". */
export function titleOf(fileName: string): string {
  const title = fileName
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[\p{Cc}_-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return truncate(title, LONGEST_TITLE) || 'New lecture'
}
