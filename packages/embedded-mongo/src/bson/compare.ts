import { spend } from '../effort.ts'
import type { Collation } from './collation.ts'
import { compareNumbers } from './numbers.ts'
import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  type Doc,
  type NumericValue,
  type Value,
} from './types.ts'

/**
 * Ranks of types in MongoDB's sort order. Types that are compared with each other (all numbers;
 * string and symbol) share a rank. The key encoding writes the same bytes.
 */
export const Rank = {
  minKey: 0x05,
  undefined: 0x0a,
  null: 0x10,
  number: 0x20,
  string: 0x30,
  object: 0x40,
  array: 0x50,
  binary: 0x60,
  objectId: 0x70,
  boolean: 0x80,
  date: 0x90,
  timestamp: 0xa0,
  regex: 0xb0,
  code: 0xc0,
  codeWithScope: 0xd0,
  maxKey: 0xf0,
} as const

export function rankOf(value: Value | undefined): number {
  switch (typeof value) {
    case 'undefined':
      return Rank.null
    case 'string':
      return Rank.string
    case 'number':
    case 'bigint':
      return Rank.number
    case 'boolean':
      return Rank.boolean
  }
  if (value === null) return Rank.null
  if (value instanceof Map) return Rank.object
  if (Array.isArray(value)) return Rank.array
  if (value instanceof ObjectId) return Rank.objectId
  if (value instanceof Date) return Rank.date
  if (value instanceof Double || value instanceof Decimal128) return Rank.number
  if (value instanceof Binary) return Rank.binary
  if (value instanceof Timestamp) return Rank.timestamp
  if (value instanceof BSONRegExp) return Rank.regex
  if (value instanceof BSONSymbol) return Rank.string
  if (value instanceof Code) return value.scope ? Rank.codeWithScope : Rank.code
  if (value instanceof MinKey) return Rank.minKey
  if (value instanceof MaxKey) return Rank.maxKey
  return Rank.undefined
}

/** Compares any two values in MongoDB's order. A missing value equals null. */
export function compare(a: Value | undefined, b: Value | undefined, collation?: Collation): number {
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b, collation)
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0
  const rankA = rankOf(a)
  const rankB = rankOf(b)
  if (rankA !== rankB) return rankA - rankB
  switch (rankA) {
    case Rank.number:
      return compareNumbers(a as NumericValue, b as NumericValue)
    case Rank.string:
      return compareTexts(textOf(a), textOf(b), collation)
    case Rank.object:
      return compareDocs(a as Doc, b as Doc, collation)
    case Rank.array:
      return compareArrays(a as Value[], b as Value[], collation)
    case Rank.binary:
      return compareBinaries(a as Binary, b as Binary)
    case Rank.objectId:
      return Buffer.compare((a as ObjectId).id, (b as ObjectId).id)
    case Rank.boolean:
      return Number(a) - Number(b)
    case Rank.date:
      return Math.sign((a as Date).getTime() - (b as Date).getTime())
    case Rank.timestamp:
      return Math.sign(
        (a as Timestamp).t - (b as Timestamp).t || (a as Timestamp).i - (b as Timestamp).i
      )
    case Rank.regex:
      return (
        compareTexts((a as BSONRegExp).pattern, (b as BSONRegExp).pattern) ||
        compareTexts((a as BSONRegExp).options, (b as BSONRegExp).options)
      )
    case Rank.code:
    case Rank.codeWithScope:
      return compareTexts((a as Code).code, (b as Code).code)
    default:
      return 0
  }
}

export const equal = (a: Value | undefined, b: Value | undefined, collation?: Collation) =>
  compare(a, b, collation) === 0

const textOf = (value: Value | undefined) =>
  value instanceof BSONSymbol ? value.value : (value as string)

/** Compares strings by code point, which is the order of their UTF-8 bytes, or with a collation. */
export function compareTexts(a: string, b: string, collation?: Collation): number {
  if (collation) return collation.compare(a, b)
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const unitA = a.charCodeAt(index)
    const unitB = b.charCodeAt(index)
    if (unitA === unitB) continue
    // surrogates encode the highest code points although other code units have higher numbers
    const surrogateA = unitA >= 0xd800 && unitA <= 0xdfff
    const surrogateB = unitB >= 0xd800 && unitB <= 0xdfff
    if (surrogateA !== surrogateB) return surrogateA ? 1 : -1
    return unitA - unitB
  }
  return a.length - b.length
}

function compareDocs(a: Doc, b: Doc, collation?: Collation): number {
  spend()
  const entriesB = b.entries()
  for (const [nameA, valueA] of a) {
    const next = entriesB.next()
    if (next.done) return 1
    const [nameB, valueB] = next.value
    const order =
      rankOf(valueA) - rankOf(valueB) ||
      compareTexts(nameA, nameB) ||
      compare(valueA, valueB, collation)
    if (order !== 0) return order
  }
  return a.size - b.size
}

function compareArrays(a: Value[], b: Value[], collation?: Collation): number {
  const length = Math.min(a.length, b.length)
  spend(1 + length / 16)
  for (let index = 0; index < length; index++) {
    const order = compare(a[index], b[index], collation)
    if (order !== 0) return order
  }
  return a.length - b.length
}

function compareBinaries(a: Binary, b: Binary): number {
  return (
    a.position - b.position ||
    a.sub_type - b.sub_type ||
    Buffer.compare(a.buffer.subarray(0, a.position), b.buffer.subarray(0, b.position))
  )
}
