import { toInteger } from '../bson/numbers.ts'
import { Binary, isNumeric, typeName, type Value } from '../bson/types.ts'
import { badValue } from '../errors.ts'

/** No binary that fits into a document has a bit further up. */
const MAX_POSITION = 2n ** 27n

/** The test of `$bitsAllSet` and its siblings. */
export function bitsTest(operator: string, operand: Value): (value: Value | undefined) => boolean {
  const mask = bitMask(operator, operand)
  const accepts = {
    $bitsAllSet: (bits: bigint) => (bits & mask) === mask,
    $bitsAllClear: (bits: bigint) => (bits & mask) === 0n,
    $bitsAnySet: (bits: bigint) => (bits & mask) !== 0n,
    $bitsAnyClear: (bits: bigint) => (bits & mask) !== mask,
  }[operator] as (bits: bigint) => boolean
  return (value) => {
    if (value instanceof Binary) return accepts(bitsOf(value))
    const bits = isNumeric(value) ? toInteger(value) : undefined
    return bits !== undefined && accepts(bits)
  }
}

function bitMask(operator: string, operand: Value): bigint {
  if (Array.isArray(operand)) {
    return operand.reduce<bigint>((mask, value) => {
      const position = isNumeric(value) ? toInteger(value) : undefined
      if (position === undefined || position < 0n) {
        throw badValue(
          `Failed to parse bit position. Expected a non-negative number in: ${operator}`
        )
      }
      return mask | (1n << (position < MAX_POSITION ? position : MAX_POSITION))
    }, 0n)
  }
  if (operand instanceof Binary) return bitsOf(operand)
  const mask = isNumeric(operand) ? toInteger(operand) : undefined
  if (mask === undefined || mask < 0n) {
    throw badValue(
      `${operator} takes an Array, a number, or a BinData but received: ${typeName(operand)}`
    )
  }
  return mask
}

/** A binary's bits, the lowest first. */
function bitsOf(value: Binary): bigint {
  const bytes = Buffer.from(value.buffer.subarray(0, value.position)).reverse()
  return bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString('hex')}`)
}
