import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { inject } from '@adonisjs/core'
import type { HttpRequest } from '@adonisjs/core/http'
import { isServiceUnavailable } from '#app/platform/exceptions/service_unavailable'
import Outbox from '#app/platform/outbox/outbox'
import FileStore from '#app/media/file_store'
import RemoveFileUnlessUsed from '#app/media/events/remove_file_unless_used'
import FileTooLarge from '#app/media/exceptions/file_too_large'
import { FORM_OVERHEAD_IN_BYTES, readForm } from '#app/media/form_reader'
import { type FileType, typeOf } from '#app/media/file_types'
import IncomingFile from '#app/media/incoming_file'
import { type Purpose, keyFor } from '#app/media/purposes'
import { discardRest, endWhenSilent } from '#app/media/request_body'

export interface StoredFile {
  /** `<prefix><uuid>.<ext>` */
  key: string
  /** Bytes received. */
  size: number
  mime: string
}

/** A received form. The caller validates the fields and the presence of the file. */
export interface UploadedForm {
  fields: Record<string, unknown>
  file: StoredFile | undefined
}

/** Time a file may be unused after its upload started: 2 GiB over a slow connection take hours. */
export const UNUSED_FOR = { hours: 24 }

/** Receives forms with one file of any size without holding it in memory. */
@inject()
export default class FormUploads {
  constructor(
    private files: FileStore,
    private outbox: Outbox
  ) {}

  /**
   * Reads the form, stores its file and passes both to `use`. The file is kept only if `use` succeeds: it is deleted
   * on any error and, by an outbox event written beforehand, if the process stops half-way.
   *
   * Sets the request body to the fields, even if the form is rejected, so that the dashboard can show them again.
   *
   * @throws {FileTooLarge | EmptyFile | UnsupportedFile} and what `readForm` and `use` throw
   */
  async receive<Result>(
    request: HttpRequest,
    purpose: Purpose,
    use: (form: UploadedForm) => Promise<Result>
  ): Promise<Result> {
    if (!request.is(['multipart/form-data']))
      return use({ fields: request.body(), file: undefined })

    const incoming = request.request
    let intent: string | undefined
    const keep = async (contents: Readable) => {
      const file = await IncomingFile.recognise(contents, purpose)
      const { type, stream } = await converted(file, purpose)
      const key = keyFor(purpose, randomUUID(), type)
      await this.files.reach()
      intent = await this.outbox.intend(new RemoveFileUnlessUsed({ key }), UNUSED_FOR)
      await this.files.save(key, stream, type.mime)
      return { key, size: file.size, mime: type.mime }
    }

    let result: Result
    try {
      endWhenSilent(incoming)
      refuseDeclaredSize(request, purpose)
      const { fields, file } = await readForm(incoming, purpose.field ?? 'file', keep, (told) =>
        request.updateBody(told)
      )
      result = await use({ fields, file })
    } catch (error) {
      // While a service is unavailable, it is unknown whether the file is used: the intent decides later.
      if (intent && !isServiceUnavailable(error)) await this.outbox.settle(intent)
      await discardRest(incoming)
      throw error
    }
    if (intent) await this.outbox.drop(intent)
    return result
  }
}

/** Returns the content to be stored, and its type. */
async function converted(
  file: IncomingFile,
  { conversion }: Purpose
): Promise<{ type: FileType; stream: Readable }> {
  if (!conversion) return { type: file.type, stream: file.stream() }
  const contents = await conversion.convert(file.stream())
  return { type: typeOf(`.${conversion.extension}`)!, stream: Readable.from([contents]) }
}

function refuseDeclaredSize(request: HttpRequest, { maxBytes }: Purpose) {
  const declared = Number(request.header('content-length', '0'))
  if (declared > maxBytes + FORM_OVERHEAD_IN_BYTES) throw new FileTooLarge(maxBytes)
}
