import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { BYTE_ORDER_MARK } from '#app/platform/csv'

/** Streams lines of CSV as a file download. */
export function sendCsv({ response }: HttpContext, name: string, lines: AsyncIterable<string>) {
  response.header('content-type', 'text/csv; charset=utf-8')
  response.header('content-disposition', `attachment; filename="${name}"`)
  return response.stream(Readable.from(withMark(lines), { objectMode: false }))
}

async function* withMark(lines: AsyncIterable<string>) {
  yield BYTE_ORDER_MARK
  for await (const line of lines) if (line) yield line
}
