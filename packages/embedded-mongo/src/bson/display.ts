import {
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  Double,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  isDoc,
  type Value,
} from './types.ts'

const LONGEST_TEXT = 160
const BEGINNING_OF_TEXT = 70

/** Formats a value as MongoDB's error messages do, such as `{ name: "a", id: ObjectId('…') }`. */
export function display(value: Value | undefined): string {
  if (value === undefined) return 'MISSING'
  if (value === null) return 'null'
  if (typeof value === 'string') return displayText(value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'bigint') return String(value)
  if (isDoc(value)) {
    if (value.size === 0) return '{}'
    return `{ ${[...value].map(([name, member]) => `${name}: ${display(member)}`).join(', ')} }`
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? '[]' : `[ ${value.map(display).join(', ')} ]`
  }
  if (value instanceof Double) return displayDouble(value.value)
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`
  if (value instanceof Date) return `new Date(${value.getTime()})`
  if (value instanceof Decimal128) return `Decimal128("${value}")`
  if (value instanceof Binary) {
    return `BinData(${value.sub_type}, ${Buffer.from(value.buffer.subarray(0, value.position)).toString('hex').toUpperCase()})`
  }
  if (value instanceof BSONRegExp) return `/${value.pattern}/${value.options}`
  if (value instanceof Timestamp) return `Timestamp(${value.t}, ${value.i})`
  if (value instanceof Code) return value.code
  if (value instanceof MinKey) return 'MinKey'
  if (value instanceof MaxKey) return 'MaxKey'
  return 'undefined'
}

/** Truncates long strings, as MongoDB's messages do. */
const displayText = (text: string) =>
  text.length > LONGEST_TEXT
    ? JSON.stringify(`${text.slice(0, BEGINNING_OF_TEXT)}...`)
    : JSON.stringify(text)

function displayDouble(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? value.toFixed(1) : String(value)
}
