import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http'
import { Readable } from 'node:stream'
import env from '#start/env'

export const BACKEND = `http://${env.get('HOST')}:${env.get('PORT')}`
const BOUNDARY = 'theta-boundary'

/** A part of a form: a text field, or a file when it has a file name. */
export interface Part {
  name: string
  value: string | Buffer | Iterable<Buffer>
  filename?: string
  type?: string
}

export interface RawAnswer {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

/** A multipart body, generated while it is sent. */
export function* formOf(parts: Part[], end = `--${BOUNDARY}--\r\n`): Generator<Buffer> {
  for (const { name, value, filename, type } of parts) {
    const file = filename === undefined ? '' : `; filename="${filename}"`
    const contentType = type ? `Content-Type: ${type}\r\n` : ''
    yield Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n${contentType}\r\n`
    )
    if (typeof value === 'string' || Buffer.isBuffer(value)) yield Buffer.from(value as string)
    else yield* value
    yield Buffer.from('\r\n')
  }
  yield Buffer.from(end)
}

/** Sends a form in chunks, without a content length unless the headers have one. */
export function sendForm(
  path: string,
  parts: Part[],
  headers: OutgoingHttpHeaders,
  end?: string
): Promise<RawAnswer> {
  const body = Readable.from(formOf(parts, end))
  return send('POST', path, { 'content-type': formType, ...headers }, body)
}

export const formType = `multipart/form-data; boundary=${BOUNDARY}`

/** Sends a request with exactly this path and these headers: no client normalizes or adds anything. */
export function send(
  method: string,
  path: string,
  headers: OutgoingHttpHeaders = {},
  body?: Readable
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(BACKEND, { method, path, headers, agent: false }, async (answer) => {
      try {
        const chunks = await answer.toArray()
        resolve({
          status: answer.statusCode!,
          headers: answer.headers,
          body: Buffer.concat(chunks),
        })
      } catch (error) {
        reject(error as Error)
      }
    })
    outgoing.on('error', reject)
    if (body) body.pipe(outgoing)
    else outgoing.end()
  })
}

export function messageOf({ body }: RawAnswer): string {
  return JSON.parse(body.toString()).message
}
