import { toInteger } from '../bson/numbers.ts'
import { Binary, isNumeric, typeName, type Value } from '../bson/types.ts'
import { badValue } from '../errors.ts'

/** No binary that fits into a document has a higher bit position. */
const MAX_POSITION = 2 ** 27

/** Compiles the test of `$bitsAllSet` and its relatives. */
export function bitsTest(operator: string, operand: Value): (value: Value | undefined) => boolean {
  const mask = bitMask(operator, operand)
  const accepts = {
    $bitsAllSet: (bits: bigint) => (bits & mask) === mask,
    $bitsAllClear: (bits: bigint) => (bits & mask) === 0n,
    $bitsAnySet: (bits: bigint) => (bits & mask) !== 0n,
    $bitsAnyClear: (bits: bigint) => (bits & mask) !== mask,
  }[operator] as (bits: bigint) => boolean
  return (value) => {
    if (value instanceof Binary) return accepts(bitsOf(contentOf(value)))
    const bits = isNumeric(value) ? toInteger(value) : undefined
    return bits !== undefined && accepts(bits)
  }
}

function bitMask(operator: string, operand: Value): bigint {
  if (Array.isArray(operand)) {
    const positions = operand.map((value) => {
      const position = isNumeric(value) ? toInteger(value) : undefined
      if (position === undefined || position < 0n) {
        throw badValue(
          `Failed to parse bit position. Expected a non-negative number in: ${operator}`
        )
      }
      return position < MAX_POSITION ? Number(position) : MAX_POSITION
    })
    return bitsAt(positions)
  }
  if (operand instanceof Binary) return bitsOf(contentOf(operand))
  const mask = isNumeric(operand) ? toInteger(operand) : undefined
  if (mask === undefined || mask < 0n) {
    throw badValue(
      `${operator} takes an Array, a number, or a BinData but received: ${typeName(operand)}`
    )
  }
  return mask
}

const contentOf = ({ buffer, position }: Binary) => buffer.subarray(0, position)

function bitsAt(positions: number[]): bigint {
  const bytes = Buffer.alloc(Math.floor(positions.reduce((a, b) => Math.max(a, b), 0) / 8) + 1)
  for (const position of positions) bytes[Math.floor(position / 8)] |= 1 << (position % 8)
  return bitsOf(bytes)
}

/** Converts a binary to its bits. Binaries are little-endian. */
function bitsOf(binary: Uint8Array): bigint {
  const bytes = Buffer.from(binary).reverse()
  return bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString('hex')}`)
}
