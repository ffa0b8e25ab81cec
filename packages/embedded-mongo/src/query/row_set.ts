/** Number of rows per bitmap, which takes 8 KB. */
const ROWS_PER_BITMAP = 65_536

/** A set of row IDs, stored as bitmaps. A large `Set` of numbers would block the event loop whenever it grows. */
export class RowSet {
  private readonly stretches = new Map<number, Uint8Array>()
  size = 0

  /** Adds a row and returns whether it is new. */
  add(rid: number): boolean {
    const which = Math.floor(rid / ROWS_PER_BITMAP)
    let stretch = this.stretches.get(which)
    if (!stretch) this.stretches.set(which, (stretch = new Uint8Array(ROWS_PER_BITMAP / 8)))
    const place = rid % ROWS_PER_BITMAP
    const bit = 1 << (place & 7)
    if (stretch[place >> 3] & bit) return false
    stretch[place >> 3] |= bit
    this.size++
    return true
  }
}
