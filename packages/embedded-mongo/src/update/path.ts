import { display } from '../bson/display.ts'
import { isDoc, typeName, type Doc, type Value } from '../bson/types.ts'
import { badValue } from '../errors.ts'
import type { Steps } from '../pause.ts'
import type { Matcher } from '../query/matcher.ts'
import { isArrayIndex } from '../query/walk.ts'

/** Resolves the positional parts of a path (`$`, `$[]`, `$[name]`). */
export interface Positions {
  /** Index of the query's match in the first array on its path, which `$` refers to. */
  matchedIndex?: number
  arrayFilters: ReadonlyMap<string, Matcher>
}

/** Number of array elements processed in one step. */
const ELEMENTS_AT_ONCE = 256

/** Yields the plain paths that a path with positional parts refers to in a document. */
export function* resolvePath(
  document: Doc,
  path: readonly string[],
  positions: Positions
): Steps<string[][]> {
  let resolved: { value: Value | undefined; path: string[] }[] = [{ value: document, path: [] }]
  for (const part of path) {
    const next: typeof resolved = []
    for (const { value, path: done } of resolved) {
      for (const name of yield* namesOf(part, value, done, path, positions)) {
        next.push({ value: memberOf(value, name), path: [...done, name] })
        if (next.length % ELEMENTS_AT_ONCE === 0) yield
      }
    }
    resolved = next
  }
  return resolved.map((one) => one.path)
}

function* namesOf(
  part: string,
  value: Value | undefined,
  done: string[],
  path: readonly string[],
  { matchedIndex, arrayFilters }: Positions
): Steps<string[]> {
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
  const filter = identifier === '' ? undefined : arrayFilters.get(identifier)
  if (identifier !== '' && !filter) {
    throw badValue(
      `No array filter found for identifier '${identifier}' in path '${path.join('.')}'`
    )
  }
  const names: string[] = []
  for (const [index, element] of value.entries()) {
    if (!filter || filter.matches(new Map([[identifier, element]]))) names.push(String(index))
    if (index % ELEMENTS_AT_ONCE === ELEMENTS_AT_ONCE - 1) yield
  }
  return names
}

export function memberOf(value: Value | undefined, name: string): Value | undefined {
  if (isDoc(value)) return value.get(name)
  return Array.isArray(value) && isArrayIndex(name) ? value[Number(name)] : undefined
}

/** Returns the value at a plain path. Arrays are entered only by index. */
export function read(document: Doc, path: readonly string[]): Value | undefined {
  return path.reduce<Value | undefined>(memberOf, document)
}

/** Returns the array that an array operator modifies, or `undefined` if the field is missing. */
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
