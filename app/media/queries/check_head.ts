import EmptyFile from '#app/media/exceptions/empty_file'
import UnsupportedFile from '#app/media/exceptions/unsupported_file'
import { codecWarning } from '#app/media/codecs'
import { detectType } from '#app/media/file_types'
import { type Purpose, accepts } from '#app/media/purposes'

/** Judges a file by a part of its content, before the rest is sent. */
export default class CheckHead {
  /**
   * @param head the first bytes
   * @param index the first bytes of an index that lies further back
   * @returns a sentence about codecs that most browsers can't play
   * @throws {EmptyFile | UnsupportedFile} as the complete file would be refused
   */
  async handle({
    head,
    index,
    purpose,
  }: {
    head: Buffer
    index: Buffer
    purpose: Purpose
  }): Promise<string | undefined> {
    if (head.length === 0) throw new EmptyFile()
    if (!accepts(purpose, await detectType(head))) throw new UnsupportedFile(purpose)
    return codecWarning([head, index])
  }
}
