import type { IncomingHttpHeaders } from 'node:http'
import fresh from 'fresh'
import parseRange from 'range-parser'
import type { ByteRange } from '#app/media/drivers/media_driver'
import type { FileMetadata } from '#app/media/file_store'
import PreconditionFailed from '#app/media/exceptions/precondition_failed'
import RangeNotSatisfiable from '#app/media/exceptions/range_not_satisfiable'

/** Refuses a request for another version of the file. @throws {PreconditionFailed} */
export function checkPreconditions(headers: IncomingHttpHeaders, file: FileMetadata): void {
  const { 'if-match': ifMatch, 'if-unmodified-since': ifUnmodifiedSince } = headers
  if (ifMatch !== undefined) {
    const tags = ifMatch.split(',').map((tag) => tag.trim())
    if (!tags.includes('*') && !tags.includes(file.etag)) throw new PreconditionFailed()
  } else if (Date.parse(file.lastModified) > Date.parse(ifUnmodifiedSince ?? '')) {
    throw new PreconditionFailed()
  }
}

/** Tells whether the client already has this version (304). */
export function isFresh(
  headers: IncomingHttpHeaders,
  { etag, lastModified }: FileMetadata
): boolean {
  return fresh(headers, { etag, 'last-modified': lastModified })
}

/**
 * Returns the requested range of the file. Undefined means the whole file: no range, several ranges, an unknown unit,
 * or an `If-Range` that names another version.
 *
 * @throws {RangeNotSatisfiable}
 */
export function requestedRange(
  { range, 'if-range': ifRange }: IncomingHttpHeaders,
  file: FileMetadata
): ByteRange | undefined {
  if (!range?.startsWith('bytes=')) return undefined
  if (ifRange !== undefined && ifRange !== file.etag && ifRange !== file.lastModified) {
    return undefined
  }

  const ranges = parseRange(file.size, withinSize(range, file.size))
  if (ranges === -1) throw new RangeNotSatisfiable(file.size)
  return ranges === -2 || ranges.length > 1 ? undefined : ranges[0]
}

/** Fixes suffix ranges longer than the file, which mean the whole file; range-parser calls them unsatisfiable. */
function withinSize(range: string, size: number) {
  const suffix = /^bytes=\s*-(\d+)\s*$/.exec(range)?.[1]
  return Number(suffix) > size ? 'bytes=0-' : range
}
