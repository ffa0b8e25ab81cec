import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import { inject } from '@adonisjs/core'
import type { HttpRequest } from '@adonisjs/core/http'
import { isServiceUnavailable } from '#app/platform/exceptions/service_unavailable'
import Outbox from '#app/platform/outbox/outbox'
import FileStore from '#app/media/file_store'
import RemoveFileUnlessUsed from '#app/media/events/remove_file_unless_used'
import FileTooLarge from '#app/media/exceptions/file_too_large'
import { FORM_OVERHEAD_IN_BYTES, readForm } from '#app/media/form_reader'
import IncomingFile from '#app/media/incoming_file'
import { type Purpose, keyFor } from '#app/media/purposes'
import { discardRest, endWhenSilent } from '#app/media/request_body'

export interface StoredFile {
  /** `<prefix><uuid>.<ext>` */
  key: string
  /** Bytes. */
  size: number
  mime: string
}

/** Fields are as they came: whoever takes the form validates them, and whether there is a file. */
export interface UploadedForm {
  fields: Record<string, unknown>
  file: StoredFile | undefined
}

/** How long a file may be unused after its upload began: an upload of 2 GiB over a slow line takes hours. */
export const UNUSED_FOR = { hours: 24 }

/** Takes forms with one file, of any size, without holding the file in memory. */
@inject()
export default class FormUploads {
  constructor(
    private files: FileStore,
    private outbox: Outbox
  ) {}

  /**
   * Reads the form, stores its file, and hands both to `use`. The file stays if and only if `use` succeeds: it is
   * deleted when anything fails, and also, by an outbox event written ahead of it, when the process ends half-way.
   *
   * The request's body has the fields from then on, also when the form is refused: the dashboard keeps what was typed.
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
      const key = keyFor(purpose, randomUUID(), file.type)
      await this.files.reach()
      intent = await this.outbox.intend(new RemoveFileUnlessUsed({ key }), UNUSED_FOR)
      await this.files.save(key, file.stream(), file.type.mime)
      return { key, size: file.size, mime: file.type.mime }
    }

    let result: Result
    try {
      endWhenSilent(incoming)
      refuseDeclaredSize(request, purpose)
      const { fields, file } = await readForm(incoming, keep, (told) => request.updateBody(told))
      result = await use({ fields, file })
    } catch (error) {
      // While a service is unavailable, so is what decides about the file: the intent does it later.
      if (intent && !isServiceUnavailable(error)) await this.outbox.settle(intent)
      await discardRest(incoming)
      throw error
    }
    if (intent) await this.outbox.drop(intent)
    return result
  }
}

function refuseDeclaredSize(request: HttpRequest, { maxBytes }: Purpose) {
  const declared = Number(request.header('content-length', '0'))
  if (declared > maxBytes + FORM_OVERHEAD_IN_BYTES) throw new FileTooLarge(maxBytes)
}
