import { compare } from '../../bson/compare.ts'
import { calculate, divide, isNaNValue, toDouble } from '../../bson/numbers.ts'
import { Double, isNumeric, type NumericValue, type Value } from '../../bson/types.ts'
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

/** The sum that `$sum` makes: what isn't a number doesn't count. */
export function sumOf(values: Iterable<Maybe>): NumericValue {
  let sum: NumericValue = 0
  for (const value of values) if (isNumeric(value)) sum = calculate('+', sum, value)
  return sum
}

/** The mean of the numbers among the values; null where there is none. */
export function averageOf(values: Iterable<Maybe>): Maybe {
  const numbers = [...values].filter(isNumeric)
  if (numbers.length === 0) return null
  return divide(sumOf(numbers), numbers.length)
}

/** The standard deviation of the numbers among the values. */
export function deviationOf(values: Iterable<Maybe>, sample: boolean): Maybe {
  const numbers = [...values].filter(isNumeric).map(toDouble)
  const count = sample ? numbers.length - 1 : numbers.length
  if (count <= 0) return null
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return new Double(Math.sqrt(squares / count))
}

/** The percentiles, each a value of the list, by the smallest one that covers the share. */
export function percentilesOf(values: Iterable<Maybe>, shares: number[]): Maybe[] {
  const numbers = Float64Array.from(
    [...values].filter(isNumeric).filter((value) => !isNaNValue(value)),
    toDouble
  ).sort()
  return shares.map((share) =>
    numbers.length === 0
      ? null
      : new Double(numbers[Math.max(0, Math.ceil(share * numbers.length) - 1)])
  )
}

/** An accumulator used as an expression: over its operands, or over the one array that it is given. */
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
      const values = operandsOf(input(scope) ?? null)
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
