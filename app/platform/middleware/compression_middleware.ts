import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** Below this size a packet holds the page as it is. */
const SMALLEST_IN_BYTES = 1_024

const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)

/** Higher levels of Brotli take longer than they save. */
const COMPRESSORS = {
  br: (page: string) => compressBrotli(page, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (page: string) => compressGzip(page),
}

/** Encodings with the smallest result first. */
const ENCODINGS = ['br', 'gzip'] as const

/**
 * Compresses server-rendered pages for clients that accept it.
 *
 * The size of a compressed page can reveal a secret to someone who makes a browser request it with many guesses (BREACH).
 * That needs a secret that stays the same, and requests that carry the session: the CSRF token and the nonce of each
 * page are new, and browsers send the SameSite cookie with no request that another site makes, except to open the page.
 */
export default class CompressionMiddleware {
  async handle({ request, response }: HttpContext, next: NextFn) {
    await next()
    response.vary('accept-encoding')
    const page: unknown = response.getBody()
    if (typeof page !== 'string' || !page.trimStart().startsWith('<')) return
    if (request.method() === 'HEAD' || response.getHeader('content-encoding')) return
    const encoding = ENCODINGS.find((name) => request.encoding([name]) === name)
    if (!encoding || Buffer.byteLength(page) < SMALLEST_IN_BYTES) return

    const contentType = response.getHeader('content-type') ?? 'text/html; charset=utf-8'
    const compressed = await COMPRESSORS[encoding](page)
    response.header('content-type', String(contentType))
    response.header('content-encoding', encoding)
    response.send(compressed)
  }
}
