import { Readable } from 'node:stream'
import { fileTypeFromBuffer } from 'file-type'
import { type MediaKind, type MediaRole, acceptedKind, maxBytes } from '#app/media/kinds'
import EmptyFile from '#app/media/exceptions/empty_file'
import FileTooLarge from '#app/media/exceptions/file_too_large'
import UnsupportedFile from '#app/media/exceptions/unsupported_file'

/** In how many bytes file-type finds what it looks for. */
const HEAD_IN_BYTES = 4100

/** A file while it comes in: its first bytes are known, and tell its kind; the rest passes by once. */
export default class IncomingFile {
  /** Bytes that have passed so far. */
  size = 0

  private constructor(
    readonly kind: MediaKind,
    private head: Buffer,
    private rest: AsyncIterator<Buffer>
  ) {}

  /**
   * @throws {EmptyFile}
   * @throws {UnsupportedFile} when the content is of no kind that the role accepts
   */
  static async recognise(contents: Readable, role: MediaRole): Promise<IncomingFile> {
    const rest: AsyncIterator<Buffer> = contents[Symbol.asyncIterator]()
    const head = await readAhead(rest, HEAD_IN_BYTES)
    if (head.length === 0) throw new EmptyFile()

    const detected = await fileTypeFromBuffer(head)
    const kind = acceptedKind(detected?.ext, role)
    if (!kind) throw new UnsupportedFile(role)
    return new IncomingFile(kind, head, rest)
  }

  /** The whole content; it fails with FileTooLarge as soon as it passes the limit. */
  stream(): Readable {
    return Readable.from(this.chunks())
  }

  private async *chunks() {
    const limit = maxBytes[this.kind.role]
    try {
      let next: IteratorResult<Buffer> = { value: this.head }
      while (!next.done) {
        this.size += next.value.length
        if (this.size > limit) throw new FileTooLarge(limit)
        yield next.value
        next = await this.rest.next()
      }
    } finally {
      await this.rest.return?.()
    }
  }
}

async function readAhead(chunks: AsyncIterator<Buffer>, length: number): Promise<Buffer> {
  const head: Buffer[] = []
  for (let missing = length; missing > 0; missing -= head.at(-1)!.length) {
    const { done, value } = await chunks.next()
    if (done) break
    head.push(value)
  }
  return Buffer.concat(head)
}
