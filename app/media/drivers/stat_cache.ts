/** Size and time of a stored file. */
export interface FileStat {
  /** Bytes. */
  size: number
  lastModified: Date
}

/** Maximum number of cached files. Players request many ranges of few files. */
const MOST_FILES = 1_000

/** Cache lifetime: files never change, but another process may delete them. */
const KEPT_FOR_IN_MS = 5 * 60_000

/** Least-recently-used cache of the sizes and times of files. */
export default class StatCache {
  private entries = new Map<string, { stat: FileStat; until: number }>()

  /** @param now monotonic clock in milliseconds */
  constructor(private now = () => performance.now()) {}

  get(key: string): FileStat | undefined {
    const entry = this.entries.get(key)
    if (!entry) return undefined
    this.entries.delete(key)
    if (entry.until <= this.now()) return undefined
    this.entries.set(key, entry) // most recently used last
    return entry.stat
  }

  set(key: string, stat: FileStat): void {
    this.entries.delete(key)
    this.entries.set(key, { stat, until: this.now() + KEPT_FOR_IN_MS })
    if (this.entries.size > MOST_FILES) this.entries.delete(this.entries.keys().next().value!)
  }

  delete(key: string): void {
    this.entries.delete(key)
  }
}
