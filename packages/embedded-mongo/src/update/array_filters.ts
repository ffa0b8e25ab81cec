import type { Variables } from '../aggregation/scope.ts'
import type { Collation } from '../bson/collation.ts'
import { display } from '../bson/display.ts'
import { isDoc, type Doc, type Value } from '../bson/types.ts'
import { badValue, failedToParse } from '../errors.ts'
import { compileFilter, type Matcher } from '../query/matcher.ts'

interface FilterOptions {
  collation?: Collation
  variables?: Variables
  arrayFilters?: Value
}

/** Compiles `arrayFilters`, keyed by identifier. @throws {MongoError} 2, 9 */
export function compileArrayFilters(options: FilterOptions): Map<string, Matcher> {
  const compiled = new Map<string, Matcher>()
  const { arrayFilters, collation, variables } = options
  if (arrayFilters === undefined) return compiled
  if (!Array.isArray(arrayFilters)) throw badValue('arrayFilters must be an array')
  for (const filter of arrayFilters) {
    if (!isDoc(filter)) throw badValue('each array filter must be an object')
    const identifiers = new Set(identifiersOf(filter))
    if (identifiers.size === 0)
      throw failedToParse('Cannot use an expression without a top-level field name in arrayFilters')
    const [identifier, other] = identifiers
    if (other !== undefined)
      throw failedToParse(
        `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${identifier}' and '${other}'`
      )
    if (!/^[a-z][a-zA-Z0-9]*$/.test(identifier)) {
      throw badValue(
        `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${identifier}'`
      )
    }
    if (compiled.has(identifier))
      throw failedToParse(
        `Found multiple array filters with the same top-level field name ${identifier}`
      )
    compiled.set(identifier, compileFilter(filter, { collation, variables }))
  }
  return compiled
}

function identifiersOf(filter: Doc): string[] {
  return [...filter].flatMap(([name, value]) =>
    name.startsWith('$') && Array.isArray(value)
      ? value.filter(isDoc).flatMap(identifiersOf)
      : [name.split('.')[0]]
  )
}

/** @param used the parts of all paths in the update @throws {MongoError} 9 FailedToParse */
export function checkFiltersUsed(
  filters: Map<string, Matcher>,
  used: ReadonlySet<string>,
  update: Doc
): void {
  for (const identifier of filters.keys()) {
    if (used.has(`$[${identifier}]`)) continue
    throw failedToParse(
      `The array filter for identifier '${identifier}' was not used in the update ${display(update)}`
    )
  }
}
