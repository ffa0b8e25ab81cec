import type { FileHandle } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import type { ByteRange } from '#app/media/drivers/media_driver'

/**
 * Buffer size. Players request about 1 MiB at a time, and few large reads are several times faster than many small
 * ones.
 */
const BUFFER_SIZE_IN_BYTES = 512 * 1024
const BUFFERS_KEPT = 16

/** Pool of buffers: allocating memory outside V8's heap for each range triggers constant garbage collection. */
const spareBuffers: Buffer[] = []

/**
 * Implements `SendPart` with a single buffer, and closes the file. A range of 1 MiB takes 0.35 ms of CPU time;
 * `createReadStream` took 0.8 ms, or 0.48 ms with chunks of 512 KiB.
 */
export async function sendPart(
  file: FileHandle,
  { start, end }: ByteRange,
  destination: Writable
): Promise<void> {
  const buffer = spareBuffers.pop() ?? Buffer.allocUnsafeSlow(BUFFER_SIZE_IN_BYTES)
  const closed = new Promise<false>((resolve) => destination.once('close', () => resolve(false)))
  try {
    for (let position = start; position <= end;) {
      const length = Math.min(buffer.length, end + 1 - position)
      const { bytesRead } = await file.read(buffer, 0, length, position)
      if (bytesRead === 0) throw new Error('The file is shorter than it was')
      const isSent = await Promise.race([write(destination, buffer.subarray(0, bytesRead)), closed])
      if (!isSent) return
      position += bytesRead
    }
    destination.end()
    if (spareBuffers.length < BUFFERS_KEPT) spareBuffers.push(buffer)
  } catch (error) {
    destination.destroy()
    throw error
  } finally {
    await file.close()
  }
}

/** @returns whether the chunk was flushed, so that its buffer can be reused */
function write(destination: Writable, chunk: Buffer): Promise<boolean> {
  return new Promise((resolve) => destination.write(chunk, (error) => resolve(!error)))
}
