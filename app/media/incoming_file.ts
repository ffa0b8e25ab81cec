import { Readable } from 'node:stream'
import EmptyFile from '#app/media/exceptions/empty_file'
import FileTooLarge from '#app/media/exceptions/file_too_large'
import UnsupportedFile from '#app/media/exceptions/unsupported_file'
import { type FileType, HEAD_IN_BYTES, detectType } from '#app/media/file_types'
import { type Purpose, accepts } from '#app/media/purposes'

/** An incoming file: the first bytes are buffered to detect its type, the rest is streamed once. */
export default class IncomingFile {
  /** Bytes received so far. */
  size = 0

  private constructor(
    readonly type: FileType,
    private limitInBytes: number,
    private head: Buffer,
    private rest: AsyncIterator<Buffer>
  ) {}

  /**
   * @throws {EmptyFile}
   * @throws {UnsupportedFile} if the purpose does not accept the type of the content
   */
  static async recognise(contents: Readable, purpose: Purpose): Promise<IncomingFile> {
    const rest: AsyncIterator<Buffer> = contents[Symbol.asyncIterator]()
    const head = await readAhead(rest, HEAD_IN_BYTES)
    if (head.length === 0) throw new EmptyFile()

    const type = await detectType(head)
    if (!accepts(purpose, type)) throw new UnsupportedFile(purpose)
    return new IncomingFile(type, purpose.maxBytes, head, rest)
  }

  /** Streams the whole content. Fails with FileTooLarge as soon as it exceeds the limit. */
  stream(): Readable {
    return Readable.from(this.chunks())
  }

  private async *chunks() {
    try {
      let next: IteratorResult<Buffer> = { value: this.head }
      while (!next.done) {
        this.size += next.value.length
        if (this.size > this.limitInBytes) throw new FileTooLarge(this.limitInBytes)
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
