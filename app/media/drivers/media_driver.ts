import type { Writable } from 'node:stream'
import type { DataStore } from '@tus/server'
import type { DriverContract } from 'flydrive/types'
import type { FileStat } from '#app/media/drivers/stat_cache'

/** First and last byte of a range, inclusive. */
export interface ByteRange {
  start: number
  end: number
}

/**
 * Sends a range of an open file and ends the destination. Stops without an error if the destination closes early;
 * destroys the destination if the range can't be read completely.
 *
 * @throws the read error
 */
export type SendPart = (destination: Writable) => Promise<void>

/** An entry of the disk's file listing. */
export interface ListedFile extends FileStat {
  key: string
}

export interface Listing {
  /** Ends with a slash. */
  folder: string
  /** Cursor: the listing starts after this key. */
  after?: string
  limit: number
}

/** Folder of multipart uploads: each is the file `<folder><id>` until it is complete and moved. */
export const IN_PROGRESS = 'uploads-in-progress/'

/** Storage of incomplete multipart uploads. */
export interface InProgress {
  store: DataStore
  /** Prefix of the store's ids, which makes an upload's file `IN_PROGRESS` followed by its id. */
  idPrefix: string
  /** Suffix of the file with an upload's length and metadata. */
  detailsSuffix: string
}

/** Time without activity after which an upload counts as abandoned. */
export const ABANDONED_AFTER_IN_MS = 2 * 24 * 60 * 60 * 1000

/** A Drive driver that can also look up files and send ranges of them. */
export interface MediaDriver extends DriverContract {
  /** @returns null if the file does not exist */
  describe(key: string): Promise<FileStat | null>

  /** Lists complete files of a folder in key order. Fewer than the limit means the end of the list. */
  list(listing: Listing): Promise<ListedFile[]>

  /** @returns null if the file does not exist */
  openPart(key: string, range: ByteRange): Promise<SendPart | null>

  uploadsInProgress(): InProgress
}
