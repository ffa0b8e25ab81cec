import type { IncomingMessage } from 'node:http'
import { type Readable, finished } from 'node:stream'
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy'
import FormTooLarge from '#app/media/exceptions/form_too_large'
import MalformedForm from '#app/media/exceptions/malformed_form'
import UnexpectedFile from '#app/media/exceptions/unexpected_file'
import UploadInterrupted from '#app/media/exceptions/upload_interrupted'

/** Limits of a form's text fields. */
const LIMITS = {
  fields: 50,
  parts: 60,
  fieldSize: 64 * 1024,
  headerPairs: 20,
  headerSize: 8 * 1024,
}

/** Bytes that a form may have in addition to its file. */
export const FORM_OVERHEAD_IN_BYTES = LIMITS.parts * (LIMITS.fieldSize + LIMITS.headerSize)

/** Text fields by name. Blank values are null, as in JSON bodies. */
export type FormFields = Record<string, string | null>

/**
 * Streams a multipart request: `keep` gets the content of the file as a stream. On any error that stream fails too,
 * and `keep` has finished when this rejects.
 *
 * @param field name of the file's field
 * @param told receives the fields as they arrive, so that they are kept if the form is rejected
 * @throws {MalformedForm | FormTooLarge | UnexpectedFile | UploadInterrupted} or what `keep` throws
 */
export async function readForm<File>(
  incoming: IncomingMessage,
  field: string,
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
    stream.on('error', () => {}) // the parser, the request or `keep` reports the cause
    if (!filename) return stream.resume() // browsers send this if no file was chosen
    if (name !== field || kept) return reject(new UnexpectedFile(field))
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
    throw new MalformedForm() // the content type has no boundary
  }
}
