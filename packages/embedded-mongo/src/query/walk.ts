import { isDoc, type Doc, type Value } from '../bson/types.ts'
import { spend } from '../effort.ts'

/** Match details for positional operators: the index in the first array on the path. */
export interface MatchDetails {
  arrayIndex?: number
}

export const isArrayIndex = (name: string) => /^(0|[1-9]\d*)$/.test(name)

/**
 * Resolves a path as queries do, and returns whether any value at the path passes the test. An
 * array on the path is expanded to each of its documents, and a number in the path selects its
 * element. A missing field is `undefined`; scalars inside arrays are skipped.
 */
export function anyAt(
  value: Value | undefined,
  path: readonly string[],
  at: number,
  test: (value: Value | undefined, details?: MatchDetails) => boolean,
  details?: MatchDetails
): boolean {
  if (at === path.length) return test(value, details)
  if (isDoc(value)) return anyAt(value.get(path[at]), path, at + 1, test, details)
  if (!Array.isArray(value)) return test(undefined)
  if (isArrayIndex(path[at]) && Number(path[at]) < value.length) {
    if (anyAt(value[Number(path[at])], path, at + 1, test)) {
      if (details) details.arrayIndex = Number(path[at])
      return true
    }
  }
  for (const [index, element] of value.entries()) {
    spend()
    if (isDoc(element) && anyAt(element, path, at, test)) {
      if (details) details.arrayIndex = index
      return true
    }
  }
  return false
}

/** Returns all values at a path, expanding arrays on the path but not at its end. */
export function valuesAt(document: Doc, path: readonly string[]): Value[] {
  const values: Value[] = []
  anyAt(document, path, 0, (value) => {
    if (value !== undefined) values.push(value)
    return false
  })
  return values
}

/** Returns the value at a path that leads through documents only. */
export function valueAt(value: Value | undefined, path: readonly string[]): Value | undefined {
  let current = value
  for (const name of path) {
    if (!isDoc(current)) return undefined
    current = current.get(name)
  }
  return current
}
