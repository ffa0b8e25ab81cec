/** So many places share one stretch of bits, 8 KB long. */
const PLACES = 65_536

/** Which rows have been met: a bit each, since a big set of numbers makes others wait whenever it grows. */
export class RowSet {
  private readonly stretches = new Map<number, Uint8Array>()
  size = 0

  /** Adds a row; whether it is new. */
  add(rid: number): boolean {
    const which = Math.floor(rid / PLACES)
    let stretch = this.stretches.get(which)
    if (!stretch) this.stretches.set(which, (stretch = new Uint8Array(PLACES / 8)))
    const place = rid % PLACES
    const bit = 1 << (place & 7)
    if (stretch[place >> 3] & bit) return false
    stretch[place >> 3] |= bit
    this.size++
    return true
  }
}
