import type { IncomingMessage } from 'node:http'
import { type Readable, finished } from 'node:stream'
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy'
import FormTooLarge from '#app/media/exceptions/form_too_large'
import MalformedForm from '#app/media/exceptions/malformed_form'
import UnexpectedFile from '#app/media/exceptions/unexpected_file'
import UploadInterrupted from '#app/media/exceptions/upload_interrupted'

/** What a form may have beside its file. */
const LIMITS = {
  fields: 50,
  parts: 60,
  fieldSize: 64 * 1024,
  headerPairs: 20,
  headerSize: 8 * 1024,
}

/** How much longer than its file a form may be. */
export const FORM_OVERHEAD_IN_BYTES = LIMITS.parts * (LIMITS.fieldSize + LIMITS.headerSize)

/** Values of text fields; a blank one is null, as in JSON bodies. */
export type FormFields = Record<string, string | null>

/**
 * Reads a multipart request as it comes in: `keep` gets the content of the field `file` as a stream. When anything
 * fails, that stream fails too, and `keep` has ended by the time this rejects.
 *
 * @param told also gets the fields, as they come: what was typed is not lost when the form is refused
 * @throws {MalformedForm | FormTooLarge | UnexpectedFile | UploadInterrupted} or what `keep` throws
 */
export async function readForm<File>(
  incoming: IncomingMessage,
  keep: (contents: Readable) => Promise<File>,
  told: (fields: FormFields) => void = () => {}
): Promise<{ fields: FormFields; file?: File }> {
  const parser = parserFor(incoming)
  const fields = new Map<string, string | null>()
  const { promise: parsed, resolve, reject } = Promise.withResolvers<void>()
  let contents: Readable | undefined
  let kept: Promise<File> | undefined

  parser.on('field', (name, value, _, isCut) => {
    if (isCut) reject(new FormTooLarge())
    if (name) fields.set(name, value || null)
    told(Object.fromEntries(fields))
  })
  parser.on('file', (name, stream, filename) => {
    stream.on('error', () => {}) // its cause is told by the parser, by the request, or by `keep`
    if (!filename) return stream.resume() // what a browser sends when no file was chosen
    if (name !== 'file' || kept) return reject(new UnexpectedFile())
    contents = stream
    kept = keep(stream)
    kept.catch(reject)
  })
  parser.on('fieldsLimit', () => reject(new FormTooLarge()))
  parser.on('partsLimit', () => reject(new FormTooLarge()))
  parser.on('error', () => reject(new MalformedForm()))
  parser.on('finish', resolve)
  finished(incoming, { writable: false }, (error) => error && reject(new UploadInterrupted()))

  try {
    incoming.pipe(parser)
    await parsed
    return { fields: Object.fromEntries(fields), file: await kept }
  } catch (error) {
    incoming.unpipe(parser)
    contents?.destroy(error as Error)
    await Promise.allSettled([kept])
    throw error
  }
}

function parserFor({ headers }: IncomingMessage): BusboyInstance {
  try {
    return new Busboy({ headers: headers as BusboyHeaders, limits: LIMITS })
  } catch {
    throw new MalformedForm() // its content type names no boundary
  }
}
