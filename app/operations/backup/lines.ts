import type { Readable } from 'node:stream'
import BackupRefused from '#app/operations/backup/backup_refused'

/** Far longer than any row; a line that never ends would fill the memory. */
const LONGEST_LINE_IN_BYTES = 64 * 1024 * 1024

const NEWLINE = 0x0a

/**
 * Reads text line by line, with at most one line in memory.
 * @throws {BackupRefused} if a line is longer than `longest` bytes
 */
export async function* linesOf(
  contents: Readable,
  longest = LONGEST_LINE_IN_BYTES
): AsyncGenerator<string> {
  let parts: Buffer[] = []
  let length = 0
  for await (const chunk of contents as AsyncIterable<Buffer>) {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      yield Buffer.concat([...parts, chunk.subarray(start, end)]).toString()
      parts = []
      length = 0
      start = end + 1
    }
    parts.push(chunk.subarray(start))
    length += chunk.length - start
    if (length > longest)
      throw new BackupRefused(`The backup contains a row of more than ${longest} bytes.`)
  }
  if (length > 0) yield Buffer.concat(parts).toString()
}
