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
} from 'bson'
import { spend } from '../effort.ts'

export {
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
}

/**
 * A document in memory. A map keeps the order of all fields; a plain object would move `"0"` to the
 * front and mishandle `__proto__`.
 */
export type Doc = Map<string, Value>

/**
 * A BSON value in memory. An int is a `number`, a long a `bigint` and a double a `Double`. A
 * missing field is `undefined`.
 */
export type Value =
  | null
  | boolean
  | string
  | number
  | bigint
  | Double
  | Decimal128
  | Date
  | ObjectId
  | Binary
  | BSONRegExp
  | BSONSymbol
  | Timestamp
  | Code
  | MinKey
  | MaxKey
  | Undefined
  | Value[]
  | Doc

/** BSON's deprecated `undefined` type, which old documents may contain. */
export class Undefined {
  /** Brands the class: without a member, every value would be assignable to it. */
  readonly isUndefined = true
  static readonly value = new Undefined()
}

/** A document kept as the BSON bytes in which it was received or stored. */
export class RawDoc {
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }
}

export type NumericValue = number | bigint | Double | Decimal128

export const isDoc = (value: unknown): value is Doc => value instanceof Map

export const isNumeric = (value: unknown): value is NumericValue =>
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  value instanceof Double ||
  value instanceof Decimal128

/** Returns MongoDB's name of a value's type, as used by the `$type` expression and in error messages. */
export function typeName(value: Value | undefined): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  switch (typeof value) {
    case 'number':
      return Number.isInteger(value) ? 'int' : 'double'
    case 'bigint':
      return 'long'
    case 'string':
      return 'string'
    case 'boolean':
      return 'bool'
  }
  if (value instanceof Map) return 'object'
  if (Array.isArray(value)) return 'array'
  if (value instanceof ObjectId) return 'objectId'
  if (value instanceof Date) return 'date'
  if (value instanceof Double) return 'double'
  if (value instanceof Decimal128) return 'decimal'
  if (value instanceof Binary) return 'binData'
  if (value instanceof BSONRegExp) return 'regex'
  if (value instanceof Timestamp) return 'timestamp'
  if (value instanceof Code) return value.scope ? 'javascriptWithScope' : 'javascript'
  if (value instanceof BSONSymbol) return 'symbol'
  if (value instanceof MinKey) return 'minKey'
  if (value instanceof MaxKey) return 'maxKey'
  return 'undefined'
}

const TYPE_NUMBERS: Record<string, number> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
}

/** Resolves a number or alias given to `$type` to a type name, or returns `undefined` if it is unknown. */
export function typeNameOf(alias: string | number): string | undefined {
  if (typeof alias === 'string') return Object.hasOwn(TYPE_NUMBERS, alias) ? alias : undefined
  return Object.keys(TYPE_NUMBERS).find((name) => TYPE_NUMBERS[name] === alias)
}

/** Builds a document from a plain object of BSON values. */
export function doc(members: Record<string, Value | undefined>): Doc {
  const result: Doc = new Map()
  for (const [name, value] of Object.entries(members)) {
    if (value !== undefined) result.set(name, value)
  }
  return result
}

/** Returns a deep copy that shares no mutable parts with the original. */
export function clone<T extends Value | undefined>(value: T): T {
  if (isDoc(value)) {
    spend()
    const copy: Doc = new Map()
    for (const [name, member] of value as Doc) copy.set(name, clone(member))
    return copy as T
  }
  return Array.isArray(value) ? (value.map(clone) as T) : value
}
