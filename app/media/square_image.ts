import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import sharp from 'sharp'
import UnreadableImage from '#app/media/exceptions/unreadable_image'

/** A small file can decompress to gigabytes. */
const MAX_PIXELS = 100_000_000

sharp.cache(false)

/**
 * Encodes an image anew as a square WebP without metadata, cropped in the middle. The original is
 * kept in a temporary file, since sharp would hold a stream in memory.
 * @throws {UnreadableImage} and what the stream throws
 */
export async function squareWebp(contents: Readable, sizeInPixels: number): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'theta-image-'))
  try {
    const file = join(folder, 'original')
    await pipeline(contents, createWriteStream(file))
    return await sharp(file, { limitInputPixels: MAX_PIXELS })
      .autoOrient()
      .resize(sizeInPixels, sizeInPixels, { fit: 'cover' })
      .webp()
      .toBuffer()
      .catch((cause) => Promise.reject(new UnreadableImage(undefined, { cause })))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
