import type { Collation } from '../bson/collation.ts'
import { ValueSet } from '../bson/value_set.ts'
import { toDouble } from '../bson/numbers.ts'
import { BSONRegExp, isDoc, isNumeric, Undefined, type Doc, type Value } from '../bson/types.ts'
import { spend } from '../effort.ts'
import { badValue, MongoError } from '../errors.ts'
import { bitsTest } from './bits.ts'
import { matchesNode, type FilterNode, type Predicate } from './filter.ts'
import { geoTest, nearOf, type Near } from './geo.ts'
import { needsGuard, regexTest } from './regex.ts'
import { readList } from './value_lists.ts'
import { comparison, each, equality, whole } from './comparisons.ts'
import { modPredicate, sizePredicate, typePredicate } from './type_tests.ts'

/** State of the enclosing filter that is needed to compile a path. */
export interface PathContext {
  collation?: Collation
  /** Set if a regular expression was found that might not terminate. */
  needsGuard: boolean
  compile(filter: Doc): FilterNode
  /** The `$near` that sorts the results, if one was found. */
  near?: { parts: string[]; near: Near }
}

/** Deeper than any document, so the rest of a longer path cannot match anything. */
const MAX_PARTS = 250

/** Compiles a field's conditions, one for each operator. All of them must hold. */
export function compilePath(path: string, value: Value, context: PathContext): FilterNode[] {
  spend(8)
  const parts = path.split('.', MAX_PARTS)
  const at = (predicate: Predicate): FilterNode => ({ kind: 'path', path, parts, predicate })
  if (value instanceof BSONRegExp) return [at(regexPredicate(value, context))]
  if (!isOperatorDoc(value)) return [at(equality(value, context))]

  const nodes: FilterNode[] = []
  for (const [operator, operand] of value) {
    switch (operator) {
      case '$ne':
        if (operand instanceof BSONRegExp) throw badValue("Can't have regex as arg to $ne.")
        nodes.push({ kind: 'not', node: at(equality(operand, context)) })
        break
      case '$nin':
        nodes.push({ kind: 'not', node: at(membership(operator, operand, context)) })
        break
      case '$exists':
        nodes.push(existence(operand, at))
        break
      case '$not':
        nodes.push(negation(path, operand, context))
        break
      case '$all':
        nodes.push(allOf(operand, context, at))
        break
      case '$near':
      case '$nearSphere':
        nodes.push(at(nearPredicate(operator, operand, value, parts, context)))
        break
      case '$maxDistance':
      case '$minDistance':
        if (!value.has('$near') && !value.has('$nearSphere'))
          throw badValue(`${operator} needs a $near`)
        break
      case '$options':
        if (!value.has('$regex')) throw badValue('$options needs a $regex')
        break
      case '$regex':
        nodes.push(at(regexPredicate(regexOf(operand, value.get('$options')), context)))
        break
      default:
        nodes.push(at(operatorPredicate(operator, operand, context)))
    }
  }
  return nodes
}

/** Returns whether a value is a document of operators and not a value to compare with. */
export function isOperatorDoc(value: Value | undefined): value is Doc {
  if (!isDoc(value) || value.size === 0) return false
  const [first] = value.keys()
  return first.startsWith('$') && first !== '$ref' && first !== '$id' && first !== '$db'
}

function operatorPredicate(operator: string, operand: Value, context: PathContext): Predicate {
  switch (operator) {
    case '$eq':
      return equality(operand, context)
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return comparison(operator, operand, context)
    case '$in':
      return membership(operator, operand, context)
    case '$type':
      return typePredicate(operand)
    case '$size':
      return sizePredicate(operand)
    case '$mod':
      return modPredicate(operand)
    case '$elemMatch':
      return elemMatch(operand, context)
    case '$bitsAllSet':
    case '$bitsAllClear':
    case '$bitsAnySet':
    case '$bitsAnyClear':
      return each(operator, operand, bitsTest(operator, operand))
    case '$geoWithin':
    case '$within':
    case '$geoIntersects':
      return each(operator, operand, geoTest(operator, operand))
    default:
      throw badValue(`unknown operator: ${operator}`)
  }
}

/** Compiles `$exists`. `$exists: false` is the negation of `$exists: true` over all values at the path. */
function existence(operand: Value, at: (predicate: Predicate) => FilterNode): FilterNode {
  const node = at(whole('$exists', true, (value) => value !== undefined))
  const isZero = isNumeric(operand) && toDouble(operand) === 0
  return operand === null || operand === false || isZero ? { kind: 'not', node } : node
}

function nearPredicate(
  operator: string,
  operand: Value,
  siblings: Doc,
  parts: string[],
  context: PathContext
): Predicate {
  const near = nearOf(operator, operand, siblings)
  context.near = { parts, near }
  return each(operator, operand, (value) => {
    const distance = near.distance(value)
    return distance !== undefined && distance >= near.min && distance <= near.max
  })
}

function membership(operator: string, operand: Value, context: PathContext): Predicate {
  if (!Array.isArray(operand)) throw badValue(`${operator} needs an array`)
  const { collation } = context
  const read = collation ? undefined : readList(operand)
  if (read) return each('$in', operand, (value) => value !== undefined && read.has(value))
  const values = new ValueSet(collation)
  spend(operand.length)
  const patterns: Predicate[] = []
  let nullish = false
  for (const value of operand) {
    if (isOperatorDoc(value)) throw badValue(`cannot nest $ under ${operator}`)
    if (value instanceof BSONRegExp) patterns.push(regexPredicate(value, context))
    else if (value === null) nullish = true
    else values.add(value)
  }
  return each('$in', operand, (value) => {
    if (value === undefined || value === null) return nullish
    return (
      values.has(value) ||
      patterns.some((pattern) => (spend(16), pattern.test(value))) ||
      (nullish && value instanceof Undefined)
    )
  })
}

function regexOf(pattern: Value, options: Value | undefined): BSONRegExp {
  if (options !== undefined && typeof options !== 'string')
    throw badValue('$options has to be a string')
  if (pattern instanceof BSONRegExp) {
    if (options && pattern.options) {
      throw new MongoError(51074, 'options set in both $regex and $options')
    }
    return new BSONRegExp(pattern.pattern, [...(options ?? pattern.options)].sort().join(''))
  }
  if (typeof pattern !== 'string') throw badValue('$regex has to be a string')
  return new BSONRegExp(pattern, [...(options ?? '')].sort().join(''))
}

function regexPredicate(regex: BSONRegExp, context: PathContext): Predicate {
  spend(80)
  if (needsGuard(regex.pattern)) context.needsGuard = true
  return each('$regex', regex, regexTest(regex))
}

function negation(path: string, operand: Value, context: PathContext): FilterNode {
  if (!(operand instanceof BSONRegExp) && !isOperatorDoc(operand)) {
    throw badValue(
      isDoc(operand) && operand.size === 0
        ? '$not cannot be empty'
        : '$not needs a regex or a document'
    )
  }
  return { kind: 'not', node: { kind: 'and', nodes: compilePath(path, operand, context) } }
}

function allOf(
  operand: Value,
  context: PathContext,
  at: (predicate: Predicate) => FilterNode
): FilterNode {
  if (!Array.isArray(operand)) throw badValue('$all needs an array')
  if (operand.length === 0) return { kind: 'test', operator: '$all', matches: () => false }
  const nodes = operand.map((value) => {
    if (isDoc(value) && value.has('$elemMatch')) {
      return at(elemMatch(value.get('$elemMatch') as Value, context))
    }
    if (isOperatorDoc(value)) throw badValue('no $ expressions in $all')
    return at(
      value instanceof BSONRegExp ? regexPredicate(value, context) : equality(value, context)
    )
  })
  return { kind: 'and', nodes }
}

function elemMatch(operand: Value, context: PathContext): Predicate {
  if (!isDoc(operand)) throw badValue('$elemMatch needs an Object')
  const [first] = operand.keys()
  const logical = first === '$and' || first === '$or' || first === '$nor' || first === '$expr'
  if (isOperatorDoc(operand) && !logical && first !== '$where') {
    const nodes = compilePath('', operand, context)
    const holds = (element: Value) => nodes.every((node) => testsElement(node, element))
    return whole('$elemMatch', operand, (value, details) => findElement(value, holds, details))
  }
  const elementFilter = context.compile(operand)
  const holds = (element: Value) => {
    const document = isDoc(element)
      ? element
      : Array.isArray(element)
        ? indexed(element)
        : undefined
    return document !== undefined && matchesNode(elementFilter, document)
  }
  return {
    ...whole('$elemMatch', operand, (value, details) => findElement(value, holds, details)),
    elementFilter,
  }
}

function findElement(
  value: Value | undefined,
  holds: (element: Value) => boolean,
  details?: { arrayIndex?: number }
): boolean {
  if (!Array.isArray(value)) return false
  const index = value.findIndex((element) => (spend(2), holds(element)))
  if (index >= 0 && details) details.arrayIndex = index
  return index >= 0
}

/** Tests an element itself, without descending into nested arrays. */
function testsElement(node: FilterNode, element: Value): boolean {
  switch (node.kind) {
    case 'path':
      return node.predicate.test(element)
    case 'not':
      return !testsElement(node.node, element)
    case 'and':
      return node.nodes.every((child) => testsElement(child, element))
    default:
      return false
  }
}

/** Converts an array to a document with its indexes as names, as BSON stores it. */
const indexed = (array: Value[]): Doc =>
  new Map(array.map((value, index) => [String(index), value]))
