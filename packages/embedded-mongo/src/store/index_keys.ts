import { KeyWriter } from '../bson/key_encoding.ts'
import { isDoc, Undefined, type Doc, type Value } from '../bson/types.ts'
import { spend } from '../effort.ts'
import { MongoError } from '../errors.ts'
import type { Index } from './catalog.ts'

/** State of the descent into a document for one key field: the value reached and the remaining path. */
interface Descent {
  value: Value | undefined
  rest: string[]
}

/** Maximum number of entries for one document in an index. Writing more would block the event loop. */
const MAX_KEYS = 20_000

/** Maximum length of an index key, including the key of an `_id`. Writing a longer one would block the event loop. */
const MAX_KEY_BYTES = 2 * 1024 * 1024

/** @throws {MongoError} 17280 KeyTooLong */
export function checkKeyLength(name: string, key: Buffer): void {
  if (key.length <= MAX_KEY_BYTES) return
  throw new MongoError(
    17280,
    `A key of index ${name} has ${key.length} bytes, the maximum is ${MAX_KEY_BYTES}`
  )
}

/** Converts a key to a string for use in maps and sets. */
export const identityOf = (key: Buffer): string => key.toString('latin1')

const plainWriter = new KeyWriter()

/** Returns a document's keys in an index, without duplicates. The list is empty if the index does not include it. */
export function indexKeys(index: Index, document: Doc): { keys: Buffer[]; multikey: boolean } {
  if (!index.isOrdered || !index.includes(document)) return { keys: [], multikey: false }
  const writer = index.collation ? new KeyWriter(index.collation) : plainWriter
  const keys = new Map<string, Buffer>()
  let indexed = !index.sparse

  const emit = (values: (Value | undefined)[]) => {
    if (values.some((value) => value !== undefined)) indexed = true
    values.forEach((value, at) => writer.write(value ?? null, index.parts[at].descending))
    const key = writer.take()
    checkKeyLength(index.name, key)
    keys.set(identityOf(key), key)
    if (keys.size > MAX_KEYS)
      throw new MongoError(201, `Index key generation exceeded the limit of ${MAX_KEYS} keys`)
  }
  const start = index.parts.map(({ path }) => ({ value: document, rest: path.split('.') }))
  const multikey = expand(start, emit)
  return { keys: indexed ? [...keys.values()] : [], multikey }
}

/** Descends all fields in parallel, so that fields under the same array take their values from the same element. */
function expand(descents: Descent[], emit: (values: (Value | undefined)[]) => void): boolean {
  const stopped = descents.map(descend)
  const array = stopped.find(({ value }) => Array.isArray(value))?.value as Value[] | undefined
  if (!array) {
    emit(stopped.map(({ value, rest }) => (rest.length === 0 ? unwrap(value) : undefined)))
    return false
  }
  if (stopped.some(({ value }) => Array.isArray(value) && value !== array)) {
    const names = stopped.filter(({ value }) => Array.isArray(value)).map(({ rest }) => rest.at(-1))
    throw new MongoError(171, `cannot index parallel arrays [${names.join('] [')}]`)
  }
  for (const element of array.length > 0 ? array : [Undefined.value]) {
    spend(8)
    expand(
      stopped.map((one) => {
        if (one.value !== array) return one
        // nested arrays are values and are not expanded again
        if (one.rest.length === 0) return { value: new Final(element) as never, rest: [] }
        return { value: isDoc(element) ? element : undefined, rest: one.rest }
      }),
      emit
    )
  }
  return true
}

/** A value that is not descended into any further. */
class Final {
  readonly value: Value

  constructor(value: Value) {
    this.value = value
  }
}

const unwrap = (value: unknown) => (value instanceof Final ? value.value : (value as Value))

function descend({ value, rest }: Descent): Descent {
  let current = value
  let at = 0
  while (at < rest.length) {
    if (isDoc(current)) current = current.get(rest[at++])
    else if (Array.isArray(current) && /^\d+$/.test(rest[at])) current = current[Number(rest[at++])]
    else break
  }
  if (at < rest.length && !Array.isArray(current)) return { value: undefined, rest: [] }
  return { value: current, rest: rest.slice(at) }
}
