import { EJSON, Int32, Long, Double, type Document } from 'bson'

const TYPES: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  array: (value) => Array.isArray(value),
  bool: (value) => typeof value === 'boolean',
  int: (value) => Number.isInteger(numeric(value)),
  long: (value) => Number.isInteger(numeric(value)),
  double: (value) => typeof numeric(value) === 'number',
  date: (value) => value instanceof Date,
  objectId: (value) => (value as Document | undefined)?._bsontype === 'ObjectId',
  binData: (value) => (value as Document | undefined)?._bsontype === 'Binary',
  timestamp: (value) => (value as Document | undefined)?._bsontype === 'Timestamp',
}

function numeric(value: unknown): unknown {
  if (value instanceof Int32 || value instanceof Double) return value.value
  return Long.isLong(value) ? (value as Long).toNumber() : value
}

/** Compares values by the rules of the unified format. Extra fields are allowed at the top level. */
export function assertMatches(
  actual: unknown,
  expected: unknown,
  entities: ReadonlyMap<string, unknown>,
  where: string,
  exactly = false
): void {
  const fail = (): never => {
    throw new Error(
      `${where}: ${EJSON.stringify(actual as Document)?.slice(0, 150)} should be ${EJSON.stringify(expected as Document)?.slice(0, 150)}`
    )
  }
  if (isSpecial(expected)) return special(actual, expected, entities, where)
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return fail()
    for (const [at, one] of expected.entries())
      assertMatches(actual[at], one, entities, `${where}[${at}]`, exactly)
    return
  }
  if (isPlain(expected)) {
    if (!isPlain(actual)) return fail()
    for (const [name, one] of Object.entries(expected)) {
      assertMatches(actual[name], one, entities, `${where}.${name}`, exactly || !isRoot(where))
    }
    const unexpected = Object.keys(actual).filter(
      (name) => !(name in expected) && actual[name] !== undefined
    )
    if (exactly && unexpected.length > 0) fail()
    return
  }
  const same = EJSON.stringify({ v: numeric(actual) }) === EJSON.stringify({ v: numeric(expected) })
  if (!same) fail()
}

const isRoot = (where: string) => !where.includes('.')

const isPlain = (value: unknown): value is Document =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value) as never)
    ? true
    : (value as object | null)?.constructor?.name.endsWith('Result') === true

const isSpecial = (value: unknown): value is Document =>
  isPlain(value) && Object.keys(value).length === 1 && Object.keys(value)[0].startsWith('$$')

function special(
  actual: unknown,
  expected: Document,
  entities: ReadonlyMap<string, unknown>,
  where: string
): void {
  const [[operator, operand]] = Object.entries(expected)
  switch (operator) {
    case '$$exists':
      if ((actual !== undefined) !== operand)
        throw new Error(`${where} should ${operand ? '' : 'not '}exist`)
      return
    case '$$type':
      if (![operand].flat().some((type: string) => TYPES[type]?.(actual)))
        throw new Error(`${where} should be of type ${operand}`)
      return
    case '$$unsetOrMatches':
      if (actual !== undefined && actual !== null) assertMatches(actual, operand, entities, where)
      return
    case '$$matchesEntity':
      return assertMatches(actual, entities.get(operand), entities, where)
    case '$$lte':
      if (!(Number(actual) <= Number(operand)))
        throw new Error(`${where} should be at most ${operand}`)
      return
    default:
      throw new Error(`${where}: ${operator} is not known`)
  }
}
