import { inject } from '@adonisjs/core'
import type { HttpRequest } from '@adonisjs/core/http'
import EmptyFile from '#app/media/exceptions/empty_file'
import TooLarge from '#app/media/exceptions/file_too_large'
import FormTooLarge from '#app/media/exceptions/form_too_large'
import MalformedForm from '#app/media/exceptions/malformed_form'
import UnexpectedFile from '#app/media/exceptions/unexpected_file'
import UnreadableImage from '#app/media/exceptions/unreadable_image'
import UnsupportedFile from '#app/media/exceptions/unsupported_file'
import UploadInterrupted from '#app/media/exceptions/upload_interrupted'
import FormUploads, { type UploadedForm } from '#app/media/form_uploads'
import FileTooLarge from '#app/members/exceptions/file_too_large'
import FileTypeNotSupported from '#app/members/exceptions/file_type_not_supported'
import FileUploadFailed from '#app/members/exceptions/file_upload_failed'
import { AVATAR } from '#app/members/purposes'

/** Errors of a form that can't be read, or of a file that can't be used. */
const FAILURES = [
  EmptyFile,
  FormTooLarge,
  MalformedForm,
  UnexpectedFile,
  UnreadableImage,
  UploadInterrupted,
]

/** Receives forms with an avatar. */
@inject()
export default class AvatarUploads {
  constructor(private uploads: FormUploads) {}

  /**
   * Keeps the file only if `use` succeeds.
   * @throws {FileTooLarge | FileTypeNotSupported | FileUploadFailed} and what `use` throws
   */
  async receive<Result>(
    request: HttpRequest,
    use: (form: UploadedForm) => Promise<Result>
  ): Promise<Result> {
    try {
      return await this.uploads.receive(request, AVATAR, use)
    } catch (error) {
      throw asErrorOfFile(error)
    }
  }
}

function asErrorOfFile(error: unknown): unknown {
  if (error instanceof TooLarge) return new FileTooLarge()
  if (error instanceof UnsupportedFile) return new FileTypeNotSupported()
  return FAILURES.some((Type) => error instanceof Type) ? new FileUploadFailed() : error
}
