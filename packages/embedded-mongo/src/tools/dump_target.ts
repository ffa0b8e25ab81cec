/** A collection as a dump describes it. */
export interface DumpedCollection {
  database: string
  name: string
  /** Its options and indexes as canonical extended JSON. */
  metadata: string
}

/** The destination of a dump. All collections are announced first, then the documents of each are written. */
export interface DumpTarget {
  begin(collections: readonly DumpedCollection[], serverVersion: string): Promise<void>
  /** Resolves with the number of documents. */
  write(collection: DumpedCollection, documents: AsyncIterable<Uint8Array>): Promise<number>
  end(): Promise<void>
}
