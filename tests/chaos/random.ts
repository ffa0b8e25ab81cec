/** Repeatable random numbers (mulberry32): the same seed gives the same plan. */
export class Random {
  constructor(private state: number) {}

  /** From 0 to 1, exclusive. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  between(from: number, to: number): number {
    return from + this.next() * (to - from)
  }

  whole(from: number, to: number): number {
    return Math.floor(this.between(from, to + 1))
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.whole(0, items.length - 1)]
  }

  isOne(inHowMany: number): boolean {
    return this.next() * inHowMany < 1
  }

  /** A generator for one part, so that the order in which parts run doesn't matter. */
  fork(): Random {
    return new Random(Math.floor(this.next() * 2 ** 32))
  }
}
