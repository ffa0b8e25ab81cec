import type { SQLInputValue } from 'node:sqlite'

/**
 * Converts a value to a type that SQLite supports; times become milliseconds. Integers are bound as
 * such, since node:sqlite binds numbers as fractions, which a text column would store as `5.0`.
 * @throws {TypeError} for other objects: node:sqlite takes a leading object for named parameters and
 * moves the other values to the wrong placeholders
 */
export function toSqliteValue(value: unknown): SQLInputValue {
  switch (typeof value) {
    case 'string':
    case 'bigint':
      return value
    case 'number':
      return Number.isSafeInteger(value) ? BigInt(value) : value
    case 'boolean':
      return value ? 1n : 0n
    case 'undefined':
      return null // Knex leaves a column undefined if only other rows of the insert have it
  }
  if (value === null || value instanceof Uint8Array) return value
  if (value instanceof Date) return toSqliteValue(value.valueOf())
  throw new TypeError(`SQLite can't store a value of the type ${typeof value}`)
}
