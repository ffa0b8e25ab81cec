import { display } from '../bson/display.ts'
import { isDoc, typeName, type Doc, type Value } from '../bson/types.ts'
import { spend } from '../effort.ts'
import { badValue, MongoError } from '../errors.ts'
import type { Matcher } from '../query/matcher.ts'
import { isArrayIndex } from '../query/walk.ts'

/** A field far behind an array's end would fill the array with nulls up to it. */
const MAX_PADDING = 1_500_000

/** What the positional parts of a path (`$`, `$[]`, `$[name]`) stand for. */
export interface Positions {
  /** Where the query's match lies in the first array on its way; what `$` stands for. */
  matchedIndex?: number
  arrayFilters: ReadonlyMap<string, Matcher>
}

/** The plain paths that a path with positional parts means in this document. */
export function resolvePath(
  document: Doc,
  path: readonly string[],
  positions: Positions
): string[][] {
  let resolved: { value: Value | undefined; path: string[] }[] = [{ value: document, path: [] }]
  for (const part of path) {
    resolved = resolved.flatMap(({ value, path: done }) =>
      namesOf(part, value, done, path, positions).map((name) => ({
        value: memberOf(value, name),
        path: [...done, name],
      }))
    )
  }
  return resolved.map((one) => one.path)
}

function namesOf(
  part: string,
  value: Value | undefined,
  done: string[],
  path: readonly string[],
  { matchedIndex, arrayFilters }: Positions
): string[] {
  if (part === '$') {
    if (matchedIndex === undefined) {
      throw badValue('The positional operator did not find the match needed from the query.')
    }
    return [String(matchedIndex)]
  }
  const identifier = /^\$\[(.*)\]$/.exec(part)?.[1]
  if (identifier === undefined) return [part]
  if (!Array.isArray(value)) {
    throw badValue(
      value === undefined
        ? `The path '${done.join('.')}' must exist in the document in order to apply array updates.`
        : `Cannot apply array updates to non-array element ${done.at(-1)}: ${display(value)}`
    )
  }
  spend(value.length * 16)
  const all = value.map((_, index) => String(index))
  if (identifier === '') return all
  const filter = arrayFilters.get(identifier)
  if (!filter) {
    throw badValue(
      `No array filter found for identifier '${identifier}' in path '${path.join('.')}'`
    )
  }
  return all.filter((index) => filter.matches(new Map([[identifier, value[Number(index)]]])))
}

function memberOf(value: Value | undefined, name: string): Value | undefined {
  if (isDoc(value)) return value.get(name)
  return Array.isArray(value) && isArrayIndex(name) ? value[Number(name)] : undefined
}

/** The value at a plain path; arrays are entered by index only. */
export function read(document: Doc, path: readonly string[]): Value | undefined {
  return path.reduce<Value | undefined>(memberOf, document)
}

/** Sets the value at a plain path, making the documents on the way. @throws {MongoError} 28 PathNotViable */
export function write(document: Doc, path: readonly string[], value: Value): void {
  let container: Value = document
  for (const [at, name] of path.entries()) {
    const last = at === path.length - 1
    const existing = memberOf(container, name)
    if (!last && existing !== undefined) {
      container = existing
      continue
    }
    put(container, name, last ? value : nested(path.slice(at + 1), value), path, at)
    return
  }
}

const nested = (path: readonly string[], value: Value): Value =>
  path.reduceRight<Value>((inner, name) => new Map([[name, inner]]), value)

function put(
  container: Value,
  name: string,
  value: Value,
  path: readonly string[],
  at: number
): void {
  if (isDoc(container)) {
    container.set(name, value)
    return
  }
  if (!Array.isArray(container) || !isArrayIndex(name)) {
    throw new MongoError(
      28,
      `Cannot create field '${name}' in element {${path[at - 1]}: ${display(container)}}`
    )
  }
  const index = Number(name)
  if (index - container.length > MAX_PADDING) {
    throw new MongoError(28, `can't backfill more than ${MAX_PADDING} elements`)
  }
  while (container.length < index) container.push(null)
  container[index] = value
}

/** Removes the field at a plain path; an array's element becomes null, so that the others keep their places. */
export function remove(document: Doc, path: readonly string[]): void {
  const container = read(document, path.slice(0, -1))
  const name = path[path.length - 1]
  if (isDoc(container)) container.delete(name)
  else if (Array.isArray(container) && isArrayIndex(name) && Number(name) < container.length) {
    container[Number(name)] = null
  }
}

/** The array at a path that an array operator works on; `undefined` where there is nothing yet. */
export function readArray(
  operator: string,
  document: Doc,
  path: readonly string[]
): Value[] | undefined {
  const value = read(document, path)
  if (value === undefined || Array.isArray(value)) return value
  const id = document.has('_id') ? `{_id: ${display(document.get('_id'))}}` : '{}'
  throw badValue(
    `The field '${path.join('.')}' must be an array but is of type ${typeName(value)} in document ${id} (${operator})`
  )
}
