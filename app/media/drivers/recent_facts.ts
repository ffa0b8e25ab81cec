/** Facts about a stored file. */
export interface Facts {
  /** Bytes. */
  size: number
  lastModified: Date
}

/** Maximum number of cached files. Players request many ranges of few files. */
const MOST_FILES = 1_000

/** Cache lifetime: files never change, but another process may delete them. */
const KEPT_FOR_IN_MS = 5 * 60_000

/** Least-recently-used cache of file facts. */
export default class RecentFacts {
  private entries = new Map<string, { facts: Facts; until: number }>()

  /** @param now monotonic clock in milliseconds */
  constructor(private now = () => performance.now()) {}

  get(key: string): Facts | undefined {
    const entry = this.entries.get(key)
    if (!entry) return undefined
    this.entries.delete(key)
    if (entry.until <= this.now()) return undefined
    this.entries.set(key, entry) // most recently used last
    return entry.facts
  }

  set(key: string, facts: Facts): void {
    this.entries.delete(key)
    this.entries.set(key, { facts, until: this.now() + KEPT_FOR_IN_MS })
    if (this.entries.size > MOST_FILES) this.entries.delete(this.entries.keys().next().value!)
  }

  delete(key: string): void {
    this.entries.delete(key)
  }
}
