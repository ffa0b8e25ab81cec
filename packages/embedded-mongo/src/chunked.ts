/**
 * Entries per chunk. A growing map or set doubles its table in one step; at this size that takes a
 * few milliseconds.
 */
const CHUNK_SIZE = 65_536

/** A map for very many entries that never blocks the event loop while it grows. */
export class ChunkedMap<K, V> {
  private readonly chunks: Map<K, V>[] = [new Map()]

  get(key: K): V | undefined {
    for (const chunk of this.chunks) {
      const value = chunk.get(key)
      if (value !== undefined) return value
    }
    return undefined
  }

  /** Adds an entry. The key must not be present yet. */
  add(key: K, value: V): void {
    let last = this.chunks[this.chunks.length - 1]
    if (last.size >= CHUNK_SIZE) this.chunks.push((last = new Map()))
    last.set(key, value)
  }

  *values(): Generator<V> {
    for (const chunk of this.chunks) yield* chunk.values()
  }
}

/** A set for very many entries that never blocks the event loop while it grows. */
export class ChunkedSet<K> {
  private readonly chunks: Set<K>[] = [new Set()]

  get isEmpty(): boolean {
    return this.chunks[0].size === 0
  }

  add(key: K): void {
    let last = this.chunks[this.chunks.length - 1]
    if (last.size >= CHUNK_SIZE) this.chunks.push((last = new Set()))
    last.add(key)
  }

  has(key: K): boolean {
    for (const chunk of this.chunks) if (chunk.has(key)) return true
    return false
  }
}
