import { inject } from '@adonisjs/core'
import { codecWarning } from '#app/media/codecs'
import FileStore from '#app/media/file_store'

/** Bytes of each part that is read. */
const PART_IN_BYTES = 64 * 1024

const BOX_HEADER_IN_BYTES = 16

/** Boxes of an MP4 or MOV file that are looked at to find the index, which may lie behind the media. */
const MOST_BOXES = 50

export interface InspectedFile {
  sizeInBytes: number
  /** A sentence about codecs that most browsers can't play. */
  warning: string | undefined
}

/** Reads a few kilobytes of a stored file to tell whether browsers can play it. */
@inject()
export default class InspectFile {
  constructor(private files: FileStore) {}

  /** @returns undefined for a file that is missing or can't be read now */
  async handle({ key }: { key: string }): Promise<InspectedFile | undefined> {
    return this.inspect(key).catch(() => undefined)
  }

  private async inspect(key: string): Promise<InspectedFile> {
    const { size } = await this.files.describe(key)
    const head = await this.part(key, 0, size)
    const at = await this.indexOf(key, size, head)
    const parts = at > 0 ? [head, await this.part(key, at, size)] : [head]
    return { sizeInBytes: size, warning: codecWarning(parts) }
  }

  private part(key: string, start: number, size: number, length = PART_IN_BYTES): Promise<Buffer> {
    return this.files.read(key, { start, end: Math.min(start + length, size) - 1 })
  }

  /** Position of the box `moov`, or 0 if there is none beyond the head. */
  private async indexOf(key: string, size: number, head: Buffer): Promise<number> {
    let at = 0
    for (let box = 0; box < MOST_BOXES && at + BOX_HEADER_IN_BYTES <= size; box++) {
      const isInHead = at + BOX_HEADER_IN_BYTES <= head.length
      const header = isInHead
        ? head.subarray(at, at + BOX_HEADER_IN_BYTES)
        : await this.part(key, at, size, BOX_HEADER_IN_BYTES)
      if (header.toString('latin1', 4, 8) === 'moov') return at
      const length = header.readUInt32BE(0)
      const boxSize = length === 1 ? Number(header.readBigUInt64BE(8)) : length
      if (boxSize < 8) return 0
      at += boxSize
    }
    return 0
  }
}
