import type { IncomingHttpHeaders } from 'node:http'
import fresh from 'fresh'
import parseRange from 'range-parser'
import type { ByteRange } from '#app/media/drivers/media_driver'
import type { FileFacts } from '#app/media/file_store'
import PreconditionFailed from '#app/media/exceptions/precondition_failed'
import RangeNotSatisfiable from '#app/media/exceptions/range_not_satisfiable'

/** Refuses a request for another version of the file. @throws {PreconditionFailed} */
export function checkPreconditions(headers: IncomingHttpHeaders, file: FileFacts): void {
  const { 'if-match': ifMatch, 'if-unmodified-since': ifUnmodifiedSince } = headers
  if (ifMatch !== undefined) {
    const tags = ifMatch.split(',').map((tag) => tag.trim())
    if (!tags.includes('*') && !tags.includes(file.etag)) throw new PreconditionFailed()
  } else if (Date.parse(file.lastModified) > Date.parse(ifUnmodifiedSince ?? '')) {
    throw new PreconditionFailed()
  }
}

/** Whether the client has this version already (304). */
export function isFresh(headers: IncomingHttpHeaders, { etag, lastModified }: FileFacts): boolean {
  return fresh(headers, { etag, 'last-modified': lastModified })
}

/**
 * The one part of the file that is asked for. Undefined means all of it: without a range, with several, with one that
 * nobody understands, and with one of another version than `If-Range` names.
 *
 * @throws {RangeNotSatisfiable}
 */
export function requestedRange(
  { range, 'if-range': ifRange }: IncomingHttpHeaders,
  file: FileFacts
): ByteRange | undefined {
  if (!range?.startsWith('bytes=')) return undefined
  if (ifRange !== undefined && ifRange !== file.etag && ifRange !== file.lastModified) {
    return undefined
  }

  const ranges = parseRange(file.size, withinSize(range, file.size))
  if (ranges === -1) throw new RangeNotSatisfiable(file.size)
  return ranges === -2 || ranges.length > 1 ? undefined : ranges[0]
}

/** The last 500 bytes of a file that has fewer are the whole file; range-parser finds that unsatisfiable. */
function withinSize(range: string, size: number) {
  const suffix = /^bytes=\s*-(\d+)\s*$/.exec(range)?.[1]
  return Number(suffix) > size ? 'bytes=0-' : range
}
