import type { IncomingHttpHeaders } from 'node:http'
import { checkPreconditions, isFresh, requestedRange } from '#app/media/conditional_request'
import type { ByteRange } from '#app/media/drivers/media_driver'
import type { FileMetadata } from '#app/media/file_store'
import type { FileType } from '#app/media/file_types'
import type { Purpose } from '#app/media/purposes'

/** Status, headers and range of a file response. */
export interface FileAnswer {
  status: 200 | 206 | 304
  headers: Record<string, string>
  /** Range to send; without it, the response has no body. */
  range?: ByteRange
}

/** Headers that stop browsers from sniffing types and from running uploaded content as a page of this origin. */
const SAFETY = {
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
}

/** @throws {PreconditionFailed | RangeNotSatisfiable} */
export function answerFor(
  request: { method?: string; headers: IncomingHttpHeaders },
  file: FileMetadata,
  { mime }: FileType,
  { cacheControl }: Purpose
): FileAnswer {
  const headers = {
    'etag': file.etag,
    'last-modified': file.lastModified,
    'cache-control': cacheControl,
    'accept-ranges': 'bytes',
    ...SAFETY,
  }
  checkPreconditions(request.headers, file)
  if (isFresh(request.headers, file)) return { status: 304, headers }

  const part = request.method === 'GET' ? requestedRange(request.headers, file) : undefined
  const range = part ?? { start: 0, end: file.size - 1 }
  return {
    status: part ? 206 : 200,
    headers: {
      ...headers,
      'content-type': mime,
      'content-length': String(range.end - range.start + 1),
      ...(part && { 'content-range': `bytes ${range.start}-${range.end}/${file.size}` }),
    },
    range: request.method === 'GET' ? range : undefined,
  }
}
