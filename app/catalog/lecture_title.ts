import { truncate } from '#app/platform/text'

const LONGEST_TITLE = 200

/** Derives a lecture's title from its file name: `03_object-types.mp4` becomes "03 object types". */
export function titleOf(fileName: string): string {
  const title = fileName
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[\p{Cc}_-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return truncate(title, LONGEST_TITLE) || 'New lecture'
}
