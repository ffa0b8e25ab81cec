import { calculate, integer, toDecimal } from './numbers.ts'
import { type Decimal128, Double, type NumericValue } from './types.ts'

/**
 * Sums numbers as `$sum`, `$avg` and `$add` do: integers exactly, doubles with compensated
 * summation, so that 0.1, 0.2 and 0.3 add up to 0.6. The result has the widest operand type.
 */
export class NumberSum {
  private widest: 'int' | 'long' | 'double' = 'int'
  /** Sum of integers while it is exact; after that, `big` is used. */
  private whole = 0
  private big = 0n
  private readonly doubles = new DoubleSum()
  private decimal?: Decimal128

  add(value: NumericValue): void {
    if (typeof value === 'number') {
      this.whole += value
      if (!Number.isSafeInteger(this.whole)) this.settle()
    } else if (typeof value === 'bigint') {
      if (this.widest === 'int') this.widest = 'long'
      this.big += value
    } else if (value instanceof Double) {
      this.widest = 'double'
      this.doubles.add(value.value)
    } else {
      this.decimal = this.decimal ? (calculate('+', this.decimal, value) as Decimal128) : value
    }
  }

  result(): NumericValue {
    const rest = this.withoutDecimals()
    return this.decimal ? calculate('+', this.decimal, toDecimal(rest)) : rest
  }

  private withoutDecimals(): NumericValue {
    this.settle()
    if (this.widest !== 'double') return integer(this.big, this.widest)
    const total = this.doubles.copy()
    const nearest = Number(this.big)
    total.add(nearest)
    total.add(Number(this.big - BigInt(nearest)))
    return new Double(total.value)
  }

  private settle(): void {
    this.big += BigInt(this.whole)
    this.whole = 0
  }
}

/** A compensated sum of doubles, held as the rounded sum and its error. */
class DoubleSum {
  private high = 0
  private low = 0
  /** The uncompensated sum, needed for infinities and NaN. */
  private plain = 0

  get value(): number {
    return Number.isFinite(this.plain) ? this.high + this.low : this.plain
  }

  add(value: number): void {
    this.plain += value
    const sum = this.high + value
    const back = sum - this.high
    const error = this.high - (sum - back) + (value - back)
    const low = this.low + error
    this.high = sum + low
    this.low = low - (this.high - sum)
  }

  copy(): DoubleSum {
    return Object.assign(new DoubleSum(), this)
  }
}
