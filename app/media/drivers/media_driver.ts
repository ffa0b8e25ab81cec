import type { Writable } from 'node:stream'
import type { DataStore } from '@tus/server'
import type { DriverContract } from 'flydrive/types'
import type { Facts } from '#app/media/drivers/recent_facts'

/** First and last byte of a part of a file, both included. */
export interface ByteRange {
  start: number
  end: number
}

/**
 * Sends a part of a file, which is open by now, and ends the destination. A destination that closes early ends it
 * without an error; when the part can't be read to its end, the destination is destroyed.
 *
 * @throws what kept it from reading the part
 */
export type SendPart = (destination: Writable) => Promise<void>

/** A file as a listing of the disk knows it. */
export interface ListedFile extends Facts {
  key: string
}

export interface Listing {
  /** Ends with a slash. */
  folder: string
  /** The key that comes before the first. */
  after?: string
  limit: number
}

/** The folder of uploads in parts: each is the file `<folder><id>` until it is complete and moved. */
export const IN_PROGRESS = 'uploads-in-progress/'

/** Where uploads in parts are kept until they are complete. */
export interface InProgress {
  store: DataStore
  /** Begins the store's ids, ahead of the upload's own, so that the upload's file is `IN_PROGRESS` and its id. */
  idPrefix: string
  /** Ends the name of the file in which the store keeps an upload's length and metadata. */
  detailsSuffix: string
}

/** How long an upload may lie untouched before it counts as given up. */
export const ABANDONED_AFTER_IN_MS = 2 * 24 * 60 * 60 * 1000

/** A driver of Drive that also tells whether a file is there, and sends parts of it. */
export interface MediaDriver extends DriverContract {
  /** @returns null when there is no such file */
  describe(key: string): Promise<Facts | null>

  /** Complete files of a folder in the order of their keys. Fewer than the limit means that there are no more. */
  list(listing: Listing): Promise<ListedFile[]>

  /** @returns null when there is no such file (any more) */
  openPart(key: string, range: ByteRange): Promise<SendPart | null>

  uploadsInProgress(): InProgress
}
