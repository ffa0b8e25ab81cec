import { ChunkedSet } from '../chunked.ts'
import type { Collation } from './collation.ts'
import { identity } from './key_encoding.ts'
import { compareNumbers, toDouble } from './numbers.ts'
import { BSONSymbol, Decimal128, Double, type Value } from './types.ts'

/** A set of values by MongoDB's equality. Strings and plain numbers are looked up without encoding them. */
export class ValueSet {
  private readonly texts = new ChunkedSet<string>()
  private readonly numbers = new ChunkedSet<number>()
  private readonly others = new ChunkedSet<string>()
  private readonly collation?: Collation

  constructor(collation?: Collation) {
    this.collation = collation
  }

  add(value: Value): void {
    const text = this.textOf(value)
    if (text !== undefined) {
      this.texts.add(text)
      return
    }
    const number = numberOf(value)
    if (number !== undefined) this.numbers.add(number)
    // a fraction or a large number may equal a decimal or a long, which are looked up by exact value
    if (!Number.isSafeInteger(number)) this.others.add(identity(value, this.collation))
  }

  has(value: Value): boolean {
    const text = this.textOf(value)
    if (text !== undefined) return this.texts.has(text)
    const number = numberOf(value)
    if (number !== undefined && this.numbers.has(number)) return true
    if (value instanceof Decimal128 && this.hasDouble(value)) return true
    return !this.others.isEmpty && this.others.has(identity(value, this.collation))
  }

  private hasDouble(value: Decimal128): boolean {
    const double = toDouble(value)
    return this.numbers.has(double) && compareNumbers(new Double(double), value) === 0
  }

  private textOf(value: Value): string | undefined {
    if (this.collation) return undefined
    if (typeof value === 'string') return value
    return value instanceof BSONSymbol ? value.value : undefined
  }
}

/** Returns a value as a number if a double represents it exactly. */
function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value
  if (value instanceof Double) return value.value
  if (typeof value !== 'bigint') return undefined
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : undefined
}
