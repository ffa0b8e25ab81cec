import { compare } from '../../bson/compare.ts'
import { NumberSum } from '../../bson/number_sum.ts'
import { divide, isNaNValue, toDouble } from '../../bson/numbers.ts'
import { Double, isNumeric, type NumericValue, type Value } from '../../bson/types.ts'
import { spend } from '../../effort.ts'
import {
  arrayOf,
  isNullish,
  namedOperands,
  operandsOf,
  type Compiler,
  type Evaluate,
  type Operator,
  type Operators,
} from '../operator.ts'

type Maybe = Value | undefined

/** Computes `$sum`, ignoring values that are not numbers. */
function sumOf(values: Iterable<Maybe>): NumericValue {
  const sum = new NumberSum()
  for (const value of values) {
    spend(0.5)
    if (isNumeric(value)) sum.add(value)
  }
  return sum.result()
}

/** Computes the mean of the numeric values, or null if there are none. */
function averageOf(values: Iterable<Maybe>): Maybe {
  const sum = new NumberSum()
  let count = 0
  for (const value of values) {
    spend(0.5)
    if (!isNumeric(value)) continue
    sum.add(value)
    count++
  }
  return count === 0 ? null : divide(sum.result(), count)
}

/** Computes a standard deviation incrementally with Welford's algorithm. */
export class Deviation {
  private count = 0
  private mean = 0
  private squares = 0

  add(value: Maybe): void {
    if (!isNumeric(value)) return
    const number = toDouble(value)
    const distance = number - this.mean
    this.count++
    this.mean += distance / this.count
    this.squares += distance * (number - this.mean)
  }

  result(sample: boolean): Maybe {
    const count = sample ? this.count - 1 : this.count
    return count <= 0 ? null : new Double(Math.sqrt(this.squares / count))
  }
}

function deviationOf(values: Iterable<Maybe>, sample: boolean): Maybe {
  const deviation = new Deviation()
  for (const value of values) {
    spend(0.5)
    deviation.add(value)
  }
  return deviation.result(sample)
}

/** Computes percentiles of sorted numbers: for each share, the smallest number that covers it. */
export function percentilesOf(ordered: ArrayLike<number>, shares: number[]): Maybe[] {
  return shares.map((share) =>
    ordered.length === 0
      ? null
      : new Double(ordered[Math.max(0, Math.ceil(share * ordered.length) - 1)])
  )
}

function inOrder(values: Iterable<Maybe>): Float64Array {
  const found: number[] = []
  for (const value of values) {
    spend(0.5)
    if (isNumeric(value) && !isNaNValue(value)) found.push(toDouble(value))
  }
  spend(found.length * 3) // estimated cost of the sort, which cannot be interrupted
  return new Float64Array(found).sort()
}

/** Defines an accumulator's expression form, over its operands or the elements of a single array operand. */
function accumulated(compute: (values: Maybe[]) => Maybe): Operator {
  return (operand, compiler) => {
    const parts = operandsOf(operand).map((part) => compiler.compile(part))
    if (parts.length !== 1) return (scope) => compute(parts.map((part) => part(scope)))
    const only: Evaluate = parts[0]
    return (scope) => {
      const value = only(scope)
      return compute(Array.isArray(value) ? value : [value])
    }
  }
}

function extreme(values: Maybe[], sign: 1 | -1, collation?: Compiler['collation']): Maybe {
  let best: Maybe = null
  for (const value of values) {
    spend(0.5)
    if (isNullish(value)) continue
    if (best === null || sign * compare(value, best, collation) > 0) best = value
  }
  return best
}

const percentile =
  (median: boolean): Operator =>
  (operand, compiler) => {
    const name = median ? '$median' : '$percentile'
    const members = namedOperands(name, operand, {
      required: median ? ['input', 'method'] : ['input', 'p', 'method'],
    })
    const input = compiler.compile(members.get('input') as Value)
    const shares = compiler.compile(members.get('p') ?? [])
    return (scope) => {
      const values = inOrder(operandsOf(input(scope) ?? null))
      if (median) return percentilesOf(values, [0.5])[0]
      return percentilesOf(values, arrayOf(name, shares(scope), 7750300).map(Number)) as Value[]
    }
  }

export const statisticOperators: Operators = {
  $sum: accumulated(sumOf),
  $avg: accumulated(averageOf),
  $min: accumulated((values) => extreme(values, -1)),
  $max: accumulated((values) => extreme(values, 1)),
  $stdDevPop: accumulated((values) => deviationOf(values, false)),
  $stdDevSamp: accumulated((values) => deviationOf(values, true)),
  $percentile: percentile(false),
  $median: percentile(true),
}
