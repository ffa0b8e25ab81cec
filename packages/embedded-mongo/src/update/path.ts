import { display } from '../bson/display.ts'
import { isDoc, typeName, type Doc, type Value } from '../bson/types.ts'
import { badValue } from '../errors.ts'
import type { Steps } from '../pause.ts'
import type { Matcher } from '../query/matcher.ts'
import { isArrayIndex } from '../query/walk.ts'

/** What the positional parts of a path (`$`, `$[]`, `$[name]`) stand for. */
export interface Positions {
  /** Where the query's match lies in the first array on its way; what `$` stands for. */
  matchedIndex?: number
  arrayFilters: ReadonlyMap<string, Matcher>
}

/** The elements of an array that are looked at in one go. */
const ELEMENTS_AT_ONCE = 256

/** The plain paths that a path with positional parts means in this document. */
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

/** The value at a plain path; arrays are entered by index only. */
export function read(document: Doc, path: readonly string[]): Value | undefined {
  return path.reduce<Value | undefined>(memberOf, document)
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
