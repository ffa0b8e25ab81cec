import type { Collation } from '../bson/collation.ts'
import { compare } from '../bson/compare.ts'
import { BSONSymbol, isDoc, type Doc, type Value } from '../bson/types.ts'
import { spend } from '../effort.ts'
import type { Index } from '../store/catalog.ts'
import type { FilterNode, PathNode, Predicate } from './filter.ts'
import { compileFilter } from './matcher.ts'

/** Lists the conditions that must all hold. Conditions inside an `$elemMatch` are included with their full path. */
export function conditionsOf(root: FilterNode): FilterNode[] {
  spend(4)
  if (root.kind === 'and') return root.nodes.flatMap(conditionsOf)
  if (root.kind === 'or' && root.nodes.length === 1) return conditionsOf(root.nodes[0])
  if (root.kind !== 'path' || !root.predicate.elementFilter) return [root]
  const inner = conditionsOf(root.predicate.elementFilter)
    .filter((node): node is PathNode => node.kind === 'path')
    .map((node): PathNode => {
      const path = `${root.path}.${node.path}`
      const predicate = { ...node.predicate, elementFilter: undefined }
      return { kind: 'path', path, parts: path.split('.'), predicate: inexact(predicate) }
    })
  return [root, ...inner]
}

/** Predicates taken from an `$elemMatch`. They narrow a scan but do not replace the filter. */
const inexactPredicates = new WeakSet<Predicate>()

export const isInexact = (predicate: Predicate) => inexactPredicates.has(predicate)

function inexact(predicate: Predicate): Predicate {
  inexactPredicates.add(predicate)
  return predicate
}

/** Returns whether an index contains every document that can match, in the order of the query's comparisons. */
export function isUsable(index: Index, conditions: FilterNode[], collation?: Collation): boolean {
  if (!index.isOrdered) return false
  if (index.partialFilter && !implies(conditions, index.partialFilter)) return false
  if (index.collation?.name !== collation?.name) {
    const comparesText = conditions.some(
      (node) => node.kind === 'path' && onIndex(index, node) && mayMeetText(node.predicate)
    )
    if (comparesText) return false
  }
  if (!index.sparse) return true
  return conditions.some(
    (node) => node.kind === 'path' && onIndex(index, node) && demandsField(node)
  )
}

const onIndex = (index: Index, node: PathNode) => index.parts.some(({ path }) => path === node.path)

function mayMeetText({ operand }: Predicate): boolean {
  const isPlain = (value: Value): boolean =>
    !(typeof value === 'string' || value instanceof BSONSymbol || isDoc(value)) &&
    (!Array.isArray(value) || value.every(isPlain))
  return !isPlain(operand)
}

function demandsField({ predicate }: PathNode): boolean {
  if (predicate.reach === 'whole' && predicate.operator !== '$exists') return true
  return !predicate.test(undefined)
}

/** Returns whether the conditions match only documents that a partial index includes. */
function implies(conditions: FilterNode[], partialFilter: Doc): boolean {
  const demanded = conditionsOf(compileFilter(partialFilter).root)
  return demanded.every(
    (wanted) =>
      wanted.kind === 'path' &&
      conditions.some(
        (given) =>
          given.kind === 'path' &&
          given.path === wanted.path &&
          impliedBy(given.predicate, wanted.predicate)
      )
  )
}

function impliedBy(given: Predicate, wanted: Predicate): boolean {
  if (given.operator === wanted.operator && compare(given.operand, wanted.operand) === 0)
    return true
  if (given.operator === '$eq') return !Array.isArray(given.operand) && wanted.test(given.operand)
  if (given.operator === '$in') {
    return (given.operand as Value[]).every((value) => !Array.isArray(value) && wanted.test(value))
  }
  if (wanted.operator === '$exists') {
    return wanted.operand === true && given.reach === 'each' && !given.test(undefined)
  }
  const upwards = (operator: string) => operator === '$gt' || operator === '$gte'
  const downwards = (operator: string) => operator === '$lt' || operator === '$lte'
  const sameDirection =
    (upwards(given.operator) && upwards(wanted.operator)) ||
    (downwards(given.operator) && downwards(wanted.operator))
  return sameDirection && wanted.test(given.operand)
}
