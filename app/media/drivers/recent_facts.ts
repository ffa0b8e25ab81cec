/** What is known of a stored file, apart from its content. */
export interface Facts {
  /** Bytes. */
  size: number
  lastModified: Date
}

/** Players ask for many parts of few files. */
const MOST_FILES = 1_000

/** A file never changes, but another process may delete it. */
const KEPT_FOR_IN_MS = 5 * 60_000

/** Facts of the files that were asked for last. */
export default class RecentFacts {
  private entries = new Map<string, { facts: Facts; until: number }>()

  /** @param now milliseconds of a clock that never goes back */
  constructor(private now = () => performance.now()) {}

  get(key: string): Facts | undefined {
    const entry = this.entries.get(key)
    if (!entry) return undefined
    this.entries.delete(key)
    if (entry.until <= this.now()) return undefined
    this.entries.set(key, entry) // the last one is the one that was used last
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
