import { compileExpression } from '../aggregation/expression.ts'
import { Scope, type Variables } from '../aggregation/scope.ts'
import { isTruthy } from '../aggregation/truth.ts'
import type { Collation } from '../bson/collation.ts'
import { isDoc, type Doc, type Value } from '../bson/types.ts'
import { spend } from '../effort.ts'
import { badValue, MongoError, notSupported } from '../errors.ts'
import { collectFields, matchesNode, type FilterNode } from './filter.ts'
import { compileJsonSchema, holdsPattern } from './json_schema.ts'
import { compilePath, type PathContext } from './predicates.ts'
import { guarded } from './regex.ts'
import { valuesAt, type MatchDetails } from './walk.ts'

/** Deeper nesting could overflow the stack. */
const MAX_FILTER_DEPTH = 100

export interface FilterOptions {
  collation?: Collation
  /** Variables of `let` for `$expr`. */
  variables?: Variables
}

/** A compiled filter. */
export class Matcher {
  readonly root: FilterNode
  /** The top-level fields that the filter reads, or `undefined` if it may read any field. */
  readonly fields: ReadonlySet<string> | undefined
  /** True if it contains a regular expression that might not terminate. */
  readonly needsGuard: boolean

  /** Distance of a document from the centre of the filter's `$near`. Results are sorted by it. */
  readonly distance?: (document: Doc) => number

  constructor(root: FilterNode, needsGuard: boolean, near?: PathContext['near']) {
    this.root = root
    const fields = new Set<string>()
    this.fields = collectFields(root, fields) ? fields : undefined
    this.needsGuard = needsGuard
    if (near) {
      this.distance = (document) =>
        Math.min(
          ...placesAt(document, near.parts).map((one) => near.near.distance(one) ?? Infinity)
        )
    }
  }

  get matchesAll(): boolean {
    return this.root.kind === 'and' && this.root.nodes.length === 0
  }

  matches(document: Doc, details?: MatchDetails): boolean {
    return this.needsGuard
      ? guarded(() => matchesNode(this.root, document, details))
      : matchesNode(this.root, document, details)
  }
}

/** @throws {MongoError} 2 BadValue on unknown operators and invalid operands */
export function compileFilter(filter: Doc, options: FilterOptions = {}): Matcher {
  const context: CompileContext = {
    ...options,
    needsGuard: false,
    depth: 0,
    compile: (nested) => compileDoc(nested, context),
  }
  const root = compileDoc(filter, context)
  return new Matcher(root, context.needsGuard, context.near)
}

/** Returns the possible locations at a path: each value and each element of arrays. */
const placesAt = (document: Doc, parts: string[]): Value[] =>
  valuesAt(document, parts).flatMap((value) => (Array.isArray(value) ? [value, ...value] : [value]))

interface CompileContext extends FilterOptions, PathContext {
  depth: number
}

function compileDoc(filter: Doc, context: CompileContext): FilterNode {
  if (++context.depth > MAX_FILTER_DEPTH) {
    throw new MongoError(2, `exceeded maximum query tree depth of ${MAX_FILTER_DEPTH}`)
  }
  const nodes: FilterNode[] = []
  for (const [name, value] of filter) {
    if (!name.startsWith('$') || isReferenceField(name)) {
      nodes.push(...compilePath(name, value, context))
      continue
    }
    const node = compileTopLevel(name, value, context)
    if (node) nodes.push(node)
  }
  context.depth--
  return nodes.length === 1 ? nodes[0] : { kind: 'and', nodes }
}

/** Returns whether a name is a field of a DBRef, which is allowed in an `$elemMatch` filter. */
const isReferenceField = (name: string) => name === '$ref' || name === '$id' || name === '$db'

function compileTopLevel(
  name: string,
  value: Value,
  context: CompileContext
): FilterNode | undefined {
  switch (name) {
    case '$and':
    case '$or':
    case '$nor':
      return compileLogical(name, value, context)
    case '$expr': {
      const evaluate = compileExpression(value, { collation: context.collation })
      const matches = (document: Doc) => isTruthy(evaluate(new Scope(document, context.variables)))
      return { kind: 'test', operator: name, matches }
    }
    case '$jsonSchema': {
      if (!isDoc(value)) throw new MongoError(14, '$jsonSchema must be an object')
      const schema = compileJsonSchema(value)
      if (holdsPattern(value)) context.needsGuard = true
      return { kind: 'test', operator: name, matches: (document) => schema.accepts(document) }
    }
    case '$comment':
      return undefined
    case '$alwaysTrue':
    case '$alwaysFalse':
      return { kind: 'test', operator: name, matches: () => name === '$alwaysTrue' }
    case '$sampleRate':
      return { kind: 'test', operator: name, matches: () => Math.random() < Number(value) }
    case '$where':
    case '$text':
      throw notSupported(name)
    default:
      throw badValue(
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`
      )
  }
}

function compileLogical(name: string, value: Value, context: CompileContext): FilterNode {
  if (!Array.isArray(value)) throw badValue(`${name} argument must be an array`)
  if (value.length === 0) throw badValue('$and/$or/$nor must be a nonempty array')
  const nodes = value.map((entry) => {
    spend(8)
    if (!isDoc(entry)) throw badValue('$or/$and/$nor entries need to be full objects')
    return compileDoc(entry, context)
  })
  return { kind: name.slice(1) as 'and' | 'or' | 'nor', nodes }
}
