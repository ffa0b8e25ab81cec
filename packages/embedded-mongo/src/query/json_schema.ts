import { compare } from '../bson/compare.ts'
import { identity } from '../bson/key_encoding.ts'
import { remainder, toDouble, toInteger } from '../bson/numbers.ts'
import { isDoc, isNumeric, typeName, typeNameOf, type Doc, type Value } from '../bson/types.ts'
import { ValueSet } from '../bson/value_set.ts'
import { spend } from '../effort.ts'
import { failedToParse, MongoError, typeMismatch } from '../errors.ts'
import { compileRegex, needsGuard } from './regex.ts'
import { readList } from './value_lists.ts'

/** Tests a value against one keyword. */
type Check = (value: Value) => boolean

export interface JsonSchema {
  accepts(value: Value): boolean
}

/** JSON Schema's type names. MongoDB's draft has no `integer`; `bsonType` covers it. */
const JSON_TYPES: Record<string, string[]> = {
  object: ['object'],
  array: ['array'],
  number: ['int', 'long', 'double', 'decimal'],
  boolean: ['bool'],
  string: ['string'],
  null: ['null'],
}

type Keyword = (operand: Value, schema: Doc) => Check | undefined

/** @throws {MongoError} 9 FailedToParse on keywords that MongoDB's version of draft 4 does not support */
export function compileJsonSchema(schema: Doc): JsonSchema {
  const checks: Check[] = []
  for (const [name, operand] of schema) {
    if (IGNORED.has(name)) continue
    if (!Object.hasOwn(KEYWORDS, name)) throw failedToParse(`Unknown $jsonSchema keyword: ${name}`)
    const check = KEYWORDS[name](operand, schema)
    if (check) checks.push(check)
  }
  spend(32)
  return { accepts: (value) => checks.every((check) => (spend(), check(value))) }
}

/** Returns whether a schema contains a regular expression that might not terminate. */
export function holdsPattern(schema: Value): boolean {
  if (Array.isArray(schema)) return schema.some(holdsPattern)
  if (!isDoc(schema)) return false
  spend(8)
  const names = schema.get('patternProperties')
  if (isDoc(names) && [...names.keys()].some(needsGuard)) return true
  return [...schema].some(
    ([name, value]) =>
      (name === 'pattern' && typeof value === 'string' && needsGuard(value)) || holdsPattern(value)
  )
}

const IGNORED = new Set([
  'title',
  'description',
  'exclusiveMinimum',
  'exclusiveMaximum',
  '$comment',
])

const isObject = (keyword: string, value: Value): Doc => {
  if (isDoc(value)) return value
  throw typeMismatch(`$jsonSchema keyword '${keyword}' must be an object`)
}

const isList = (keyword: string, value: Value): Value[] => {
  if (Array.isArray(value) && value.length > 0) return value
  throw failedToParse(`$jsonSchema keyword '${keyword}' must be a non-empty array`)
}

const subschemas = (keyword: string, value: Value) =>
  isList(keyword, value).map((one) => compileJsonSchema(isObject(keyword, one)))

function count(keyword: string, value: Value): number {
  const number = isNumeric(value) ? toInteger(value) : undefined
  if (number !== undefined && number >= 0n) return Number(number)
  throw failedToParse(`$jsonSchema keyword '${keyword}' must be a non-negative integer`)
}

function types(keyword: string, operand: Value): Check {
  const names = new Set<string>()
  for (const alias of Array.isArray(operand) ? operand : [operand]) {
    if (typeof alias !== 'string')
      throw typeMismatch(`$jsonSchema keyword '${keyword}' must be a string or an array of strings`)
    const known =
      keyword === 'type' ? JSON_TYPES[alias] : alias === 'number' ? JSON_TYPES.number : undefined
    const name = known ?? (keyword === 'bsonType' && typeNameOf(alias) ? [alias] : undefined)
    if (!name) throw new MongoError(2, `Unknown type name alias: ${alias}`)
    for (const one of name) names.add(one)
  }
  return (value) => names.has(typeName(value))
}

function limit(sign: 1 | -1, exclusiveName: string): Keyword {
  return (operand, schema) => {
    if (!isNumeric(operand)) throw typeMismatch('$jsonSchema limits must be numbers')
    const exclusive = schema.get(exclusiveName) === true
    return (value) => {
      if (!isNumeric(value)) return true
      const order = sign * compare(value, operand)
      return exclusive ? order > 0 : order >= 0
    }
  }
}

const size =
  (keyword: string, measure: (value: Value) => number | undefined, sign: 1 | -1): Keyword =>
  (operand) => {
    const wanted = count(keyword, operand)
    return (value) => {
      const actual = measure(value)
      return actual === undefined || sign * (actual - wanted) >= 0
    }
  }

function setOf(list: Value[]): ValueSet {
  const values = new ValueSet()
  for (const value of list) {
    spend(4)
    values.add(value)
  }
  return values
}

/** Returns a string's length in code points. */
function textLength(value: Value): number | undefined {
  if (typeof value !== 'string') return undefined
  let length = 0
  for (let at = 0; at < value.length; at++) {
    if (at % 64 === 0) spend()
    if ((value.charCodeAt(at) & 0xfc00) !== 0xdc00) length++
  }
  return length
}

const listLength = (value: Value) => (Array.isArray(value) ? value.length : undefined)
const memberCount = (value: Value) => (isDoc(value) ? value.size : undefined)

/** Returns a test for names covered by `properties` or `patternProperties`, as `additionalProperties` needs it. */
function namedBy(schema: Doc): (name: string) => boolean {
  const properties = schema.get('properties')
  const patterns = schema.get('patternProperties')
  const compiled = isDoc(patterns) ? [...patterns.keys()].map((one) => compileRegex(one, '')) : []
  return (name) =>
    (isDoc(properties) && properties.has(name)) || compiled.some((one) => one.test(name))
}

const KEYWORDS: Record<string, Keyword> = {
  type: (operand) => types('type', operand),
  bsonType: (operand) => types('bsonType', operand),
  enum: (operand) => {
    const list = isList('enum', operand)
    const values = readList(list) ?? setOf(list)
    return (value) => values.has(value)
  },
  required: (operand) => {
    const names = isList('required', operand) as string[]
    return (value) => !isDoc(value) || names.every((name) => (spend(), value.has(name)))
  },
  properties: (operand) => {
    const members = [...isObject('properties', operand)].map(
      ([name, schema]) => [name, compileJsonSchema(isObject(name, schema))] as const
    )
    return (value) =>
      !isDoc(value) ||
      members.every(([name, schema]) => {
        const member = value.get(name)
        return member === undefined || schema.accepts(member)
      })
  },
  patternProperties: (operand) => {
    const members = [...isObject('patternProperties', operand)].map(
      ([pattern, schema]) =>
        [compileRegex(pattern, ''), compileJsonSchema(isObject(pattern, schema))] as const
    )
    return (value) =>
      !isDoc(value) ||
      [...value].every(([name, member]) =>
        members.every(([pattern, schema]) => !pattern.test(name) || schema.accepts(member))
      )
  },
  additionalProperties: (operand, schema) => {
    if (operand === true) return undefined
    const isNamed = namedBy(schema)
    const rest =
      operand === false ? undefined : compileJsonSchema(isObject('additionalProperties', operand))
    return (value) =>
      !isDoc(value) ||
      [...value].every(
        ([name, member]) => isNamed(name) || (rest !== undefined && rest.accepts(member))
      )
  },
  dependencies: (operand) => {
    const members = [...isObject('dependencies', operand)].map(
      ([name, needed]): [string, Check] => {
        if (isDoc(needed)) return [name, compileJsonSchema(needed).accepts]
        const names = isList('dependencies', needed) as string[]
        return [name, (value) => isDoc(value) && names.every((one) => value.has(one))]
      }
    )
    return (value) =>
      !isDoc(value) || members.every(([name, check]) => !value.has(name) || check(value))
  },
  items: (operand, schema) => {
    const additional = schema.get('additionalItems')
    if (isDoc(operand)) {
      const item = compileJsonSchema(operand)
      return (value) => !Array.isArray(value) || value.every((one) => item.accepts(one))
    }
    const items = subschemas('items', operand)
    const rest = isDoc(additional) ? compileJsonSchema(additional) : undefined
    return (value) =>
      !Array.isArray(value) ||
      value.every((one, at) =>
        at < items.length
          ? items[at].accepts(one)
          : additional !== false && (!rest || rest.accepts(one))
      )
  },
  additionalItems: () => undefined,
  minItems: size('minItems', listLength, 1),
  maxItems: size('maxItems', listLength, -1),
  minLength: size('minLength', textLength, 1),
  maxLength: size('maxLength', textLength, -1),
  minProperties: size('minProperties', memberCount, 1),
  maxProperties: size('maxProperties', memberCount, -1),
  uniqueItems: (operand) => {
    if (operand !== true) return undefined
    return (value) => {
      if (!Array.isArray(value)) return true
      spend(value.length * 8)
      return new Set(value.map((one) => identity(one))).size === value.length
    }
  },
  minimum: limit(1, 'exclusiveMinimum'),
  maximum: limit(-1, 'exclusiveMaximum'),
  multipleOf: (operand) => {
    if (!isNumeric(operand) || toDouble(operand) <= 0)
      throw failedToParse("$jsonSchema keyword 'multipleOf' must be a positive number")
    return (value) => !isNumeric(value) || toDouble(remainder(value, operand)) === 0
  },
  pattern: (operand) => {
    if (typeof operand !== 'string')
      throw typeMismatch("$jsonSchema keyword 'pattern' must be a string")
    const pattern = compileRegex(operand, '')
    return (value) => typeof value !== 'string' || pattern.test(value)
  },
  allOf: (operand) => {
    const all = subschemas('allOf', operand)
    return (value) => all.every((one) => one.accepts(value))
  },
  anyOf: (operand) => {
    const any = subschemas('anyOf', operand)
    return (value) => any.some((one) => one.accepts(value))
  },
  oneOf: (operand) => {
    const choices = subschemas('oneOf', operand)
    return (value) => choices.filter((one) => one.accepts(value)).length === 1
  },
  not: (operand) => {
    const refused = compileJsonSchema(isObject('not', operand))
    return (value) => !refused.accepts(value)
  },
}
