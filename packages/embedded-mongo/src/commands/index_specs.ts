import { collationOf } from '../bson/collation.ts'
import { display } from '../bson/display.ts'
import { isDoc, isNumeric, typeName, type Doc, type Value } from '../bson/types.ts'
import { toDouble } from '../bson/numbers.ts'
import { MongoError } from '../errors.ts'
import { compileFilter } from '../query/matcher.ts'
import { sameKey } from '../query/planner.ts'
import type { Collection } from '../store/catalog.ts'
import { fullCollation } from './collections.ts'

/** The supported index options. All other options are rejected. */
const OPTIONS = new Set([
  'v',
  'key',
  'name',
  'ns',
  'unique',
  'sparse',
  'background',
  'expireAfterSeconds',
  'partialFilterExpression',
  'collation',
  'hidden',
  'prepareUnique',
  'storageEngine',
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
  '2dsphereIndexVersion',
  'bits',
  'min',
  'max',
  'wildcardProjection',
  'dropDups',
  'clustered',
])

const IGNORED = new Set(['ns', 'background', 'dropDups', 'storageEngine'])

/** @throws {MongoError} 67 CannotCreateIndex, 197 InvalidIndexSpecificationOption, among other codes */
export function checkedSpec(given: Value, collection: string): Doc {
  if (!isDoc(given)) throw new MongoError(14, "The elements of the 'indexes' array must be objects")
  const key = given.get('key')
  if (!isDoc(key))
    throw new MongoError(9, "The 'key' field is a required property of an index specification")
  if (key.size === 0) throw new MongoError(67, `Index keys cannot be an empty pattern.`)
  for (const option of given.keys()) {
    if (!OPTIONS.has(option))
      throw new MongoError(
        197,
        `The field '${option}' is not valid for an index specification. Specification: ${display(given)}`
      )
  }
  for (const [path, value] of key) checkKeyPart(path, value, key)
  const name = given.get('name')
  if (typeof name !== 'string')
    throw new MongoError(9, "The 'name' field is a required property of an index specification")
  if (name === '' || name === '*') throw new MongoError(67, `The index name '${name}' is not valid`)
  if (given.has('sparse') && given.has('partialFilterExpression')) {
    throw new MongoError(67, 'cannot mix "partialFilterExpression" and "sparse" options')
  }
  const partial = given.get('partialFilterExpression')
  if (partial !== undefined) {
    if (!isDoc(partial)) throw new MongoError(67, 'partialFilterExpression must be an object')
    compileFilter(partial)
  }
  const expiry = given.get('expireAfterSeconds')
  if (
    expiry !== undefined &&
    (!isNumeric(expiry) || toDouble(expiry) < 0 || toDouble(expiry) > 0x7fffffff)
  ) {
    throw new MongoError(
      67,
      `TTL index 'expireAfterSeconds' option must be within an acceptable range, but was ${display(expiry)}. Index spec: ${display(given)}`
    )
  }
  if (expiry !== undefined && key.size > 1) {
    throw new MongoError(
      67,
      'TTL indexes are single-field indexes, compound indexes do not support TTL'
    )
  }
  if (isDoc(given.get('collation'))) collationOf(given.get('collation') as Doc)
  const isIdIndex = key.size === 1 && key.has('_id')
  if (
    isIdIndex &&
    (given.has('unique') ||
      given.has('sparse') ||
      given.has('partialFilterExpression') ||
      expiry !== undefined)
  ) {
    const option = [...given.keys()].find((one) => !['v', 'key', 'name'].includes(one))
    throw new MongoError(
      197,
      `The field '${option}' is not valid for an _id index specification. Specification: ${display(given)} (${collection})`
    )
  }
  const spec: Doc = new Map<string, Value>([
    ['v', 2],
    ['key', key],
    ['name', name],
  ])
  for (const [option, value] of given) {
    if (!spec.has(option) && !IGNORED.has(option)) spec.set(option, value)
  }
  return spec
}

function checkKeyPart(path: string, value: Value, key: Doc): void {
  if (path === '' || path.split('.').includes(''))
    throw new MongoError(67, 'Index keys cannot be an empty field.')
  if (path.startsWith('$') && !path.startsWith('$**'))
    throw new MongoError(
      67,
      `Index key contains an illegal field name: field name starts with '$'. (${path})`
    )
  if (typeof value === 'string') {
    if (['text', '2d', '2dsphere', 'hashed'].includes(value)) return
    throw new MongoError(67, `Unknown index plugin '${value}'`)
  }
  if (!isNumeric(value)) {
    throw new MongoError(
      67,
      `Values in v:2 index key pattern cannot be of type ${typeName(value)}. Only numbers > 0, numbers < 0, and strings are allowed. (${display(key)})`
    )
  }
  if (toDouble(value) === 0)
    throw new MongoError(67, 'Values in the index key pattern cannot be 0.')
}

/** Adds the collection's collation to an index specification without a collation. */
export function withCollation(spec: Doc, collection: Collection): Doc {
  const inherited = collection.options.get('collation')
  if (!spec.has('collation') && inherited !== undefined && !isIdKey(spec)) {
    return new Map([...spec, ['collation', inherited]])
  }
  return spec
}

const isIdKey = (spec: Doc) => {
  const key = spec.get('key') as Doc
  return key.size === 1 && key.has('_id')
}

/** Returns whether the index already exists. @throws {MongoError} 85 or 86 if a different index conflicts with it */
export function isPresent(collection: Collection, spec: Doc): boolean {
  const name = spec.get('name') as string
  const key = spec.get('key') as Doc
  if (isIdKey(spec)) return true
  const identity = (one: Doc) =>
    display(
      new Map(
        ['partialFilterExpression', 'collation', 'sparse', 'unique'].map((option) => [
          option,
          normalized(one, option),
        ])
      )
    )
  const alike = collection.indexes.find(
    (index) =>
      sameKey(index.key, key) &&
      normalizedKeyOptions(index.spec) === normalizedKeyOptions(withCollation(spec, collection))
  )
  if (alike) {
    if (
      identity(alike.spec) !== identity(withCollation(spec, collection)) ||
      expiryOf(alike.spec) !== expiryOf(spec)
    ) {
      throw new MongoError(
        alike.name === name ? 86 : 85,
        alike.name === name
          ? sameName(spec, alike.spec)
          : `An equivalent index already exists with a different name and options. Requested index: ${display(spec)}, existing index: ${display(alike.spec)}`
      )
    }
    if (alike.name !== name)
      throw new MongoError(85, `Index already exists with a different name: ${alike.name}`)
    return true
  }
  const namesake = collection.indexes.find((index) => index.name === name)
  if (namesake) {
    throw new MongoError(86, sameName(spec, namesake.spec))
  }
  return false
}

const sameName = (requested: Doc, existing: Doc) =>
  `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${display(requested)}, existing index: ${display(existing)}`

const expiryOf = (spec: Doc) => display(spec.get('expireAfterSeconds') ?? null)

/** Returns the options that distinguish indexes on the same fields. */
const normalizedKeyOptions = (spec: Doc) =>
  display(
    new Map(
      ['partialFilterExpression', 'collation'].map((option) => [option, normalized(spec, option)])
    )
  )

function normalized(spec: Doc, option: string): Value {
  const value = spec.get(option)
  if (option === 'collation' && isDoc(value)) return fullCollation(value)
  if (option === 'sparse' || option === 'unique') return value === true || Number(value) > 0
  return value ?? null
}
