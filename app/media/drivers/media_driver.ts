import type { Readable } from 'node:stream'
import type { DriverContract } from 'flydrive/types'

/** First and last byte of a part of a file, both included. */
export interface ByteRange {
  start: number
  end: number
}

/** A driver of Drive that also tells whether a file is there, and reads parts of it. */
export interface MediaDriver extends DriverContract {
  /** @returns null when there is no such file */
  describe(key: string): Promise<{ size: number; lastModified: Date } | null>

  /** @returns null when there is no such file (any more) */
  readRange(key: string, range: ByteRange): Promise<Readable | null>
}
