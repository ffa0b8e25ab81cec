import { isDoc, type Doc, type Value } from '../bson/types.ts'
import { spend } from '../effort.ts'

/** What a match tells positional operators: where in the first array on the way it was found. */
export interface MatchDetails {
  arrayIndex?: number
}

export const isArrayIndex = (name: string) => /^(0|[1-9]\d*)$/.test(name)

/**
 * Follows a path as queries do, and answers whether one of the values it leads to passes the test. On
 * the way an array stands for each of its documents, and a number in the path for its element. A field
 * that isn't there is `undefined`; scalars in arrays lead nowhere.
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

/** All values that a path leads to, arrays on the way (but not at its end) being looked through. */
export function valuesAt(document: Doc, path: readonly string[]): Value[] {
  const values: Value[] = []
  anyAt(document, path, 0, (value) => {
    if (value !== undefined) values.push(value)
    return false
  })
  return values
}

/** The one value at a path that goes through documents only. */
export function valueAt(value: Value | undefined, path: readonly string[]): Value | undefined {
  let current = value
  for (const name of path) {
    if (!isDoc(current)) return undefined
    current = current.get(name)
  }
  return current
}
