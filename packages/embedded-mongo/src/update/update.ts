import { compileTransforms, type Transform } from '../aggregation/transforms.ts'
import type { Variables } from '../aggregation/scope.ts'
import type { Collation } from '../bson/collation.ts'
import { equal } from '../bson/compare.ts'
import { display } from '../bson/display.ts'
import { isDoc, typeName, type Doc, type Value } from '../bson/types.ts'
import { failedToParse, MongoError } from '../errors.ts'
import { sortedInSteps } from '../merge_sort.ts'
import type { Steps } from '../pause.ts'
import { isArrayIndex, type MatchDetails } from '../query/walk.ts'
import { checkFiltersUsed, compileArrayFilters } from './array_filters.ts'
import { Draft } from './draft.ts'
import { checkModifier, compileModifier } from './modifiers.ts'
import type { Modifier } from './modifier.ts'
import { resolvePath, type Positions } from './path.ts'
import { PathTree } from './path_tree.ts'

export interface UpdateOptions {
  collation?: Collation
  variables?: Variables
  arrayFilters?: Value
}

/** A compiled update: a replacement, a set of modifiers, or a pipeline. */
export interface Update {
  kind: 'replace' | 'modify' | 'pipeline'
  /** Returns a new document, which may share parts with the given one. The given one is not changed. */
  apply(document: Doc, details: MatchDetails, inserting?: boolean): Steps<Doc>
}

/** Number of an update's fields processed in one step. */
const FIELDS_AT_ONCE = 64

/** @throws {MongoError} 9 FailedToParse, 40 ConflictingUpdateOperators, among other codes */
export function* compileUpdate(
  update: Value | undefined,
  options: UpdateOptions = {}
): Generator<void, Update> {
  if (Array.isArray(update)) return pipelineUpdate(update, options)
  if (!isDoc(update)) throw failedToParse('Update argument must be either an object or an array')
  const [first] = update.keys()
  return first?.startsWith('$') ? yield* modifyingUpdate(update, options) : replacement(update)
}

function replacement(update: Doc): Update {
  for (const name of update.keys()) {
    if (name.startsWith('$')) {
      throw new MongoError(
        52,
        `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`
      )
    }
  }
  return {
    kind: 'replace',
    *apply(document) {
      const id = document.get('_id')
      if (update.has('_id') && id !== undefined && !equal(update.get('_id'), id))
        throw immutableId('_id')
      const result: Doc = new Map()
      if (id !== undefined) result.set('_id', id)
      for (const [name, value] of update) {
        if (!result.has(name)) result.set(name, value)
        if (result.size % FIELDS_AT_ONCE === 0) yield
      }
      return result
    },
  }
}

function pipelineUpdate(stages: Value[], options: UpdateOptions): Update {
  if (options.arrayFilters !== undefined)
    throw failedToParse('arrayFilters may not be specified for pipeline-syle updates')
  const transforms: Transform[] = compileTransforms(stages, options)
  return {
    kind: 'pipeline',
    *apply(document) {
      const result = transforms.reduce((current, transform) => transform(current), document)
      return withSameId(document, result)
    },
  }
}

interface Modification {
  operator: string
  path: string[]
  /** True if the path has positional parts, which are resolved for each document. */
  positional: boolean
  modify: Modifier
}

function* modifyingUpdate(update: Doc, options: UpdateOptions): Generator<void, Update> {
  const compiled: Modification[] = []
  const tree = new PathTree()
  const parts = new Set<string>()
  for (const [operator, operands] of update) {
    for (const [path, operand] of operandsOf(operator, operands)) {
      const names = path.split('.')
      checkPath(path, names)
      tree.add(path, names)
      if (operator === '$rename' && typeof operand === 'string')
        tree.add(operand, operand.split('.'))
      const positional = path.includes('$')
      if (positional) for (const name of names) parts.add(name)
      const modify = compileModifier(operator, operand, { path, collation: options.collation })
      compiled.push({ operator, path: names, positional, modify })
      if (compiled.length % FIELDS_AT_ONCE === 0) yield
    }
  }
  const modifications =
    compiled.length > 1
      ? yield* sortedInSteps(compiled, (a, b) => comparePaths(a.path, b.path))
      : compiled
  const arrayFilters = compileArrayFilters(options)
  checkFiltersUsed(arrayFilters, parts, update)

  return {
    kind: 'modify',
    *apply(document, details, inserting = false) {
      const draft = yield* Draft.of(document)
      const positions: Positions = { matchedIndex: details.arrayIndex, arrayFilters }
      let count = 0
      for (const { operator, path, positional, modify } of modifications) {
        if (operator === '$setOnInsert' && !inserting) continue
        if (!inserting && path[0].startsWith('$')) throw dollarField(path)
        const paths = positional ? yield* resolvePath(draft.document, path, positions) : [path]
        for (const resolved of paths) {
          const steps = modify(draft, resolved)
          if (steps) yield* steps
          if (++count % FIELDS_AT_ONCE === 0) yield
        }
      }
      return inserting ? draft.document : withSameId(document, draft.document)
    },
  }
}

/** Returns the paths that a modifier changes, with their operands. */
function operandsOf(operator: string, operands: Value): Doc {
  if (!operator.startsWith('$')) {
    throw failedToParse(
      `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`
    )
  }
  checkModifier(operator)
  if (isDoc(operands)) return operands
  throw failedToParse(
    `Modifiers operate on fields but we found type ${typeName(operands)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${display(operands)}}`
  )
}

function checkPath(path: string, parts: readonly string[]): void {
  if (path === '') throw new MongoError(56, 'An empty update path is not valid.')
  if (parts.includes('')) {
    throw new MongoError(
      56,
      `The update path '${path}' contains an empty field name, which is not allowed.`
    )
  }
}

/** Orders modifiers by path, with numeric parts in numeric order. */
function comparePaths(a: string[], b: string[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    if (a[at] === b[at]) continue
    if (isArrayIndex(a[at]) && isArrayIndex(b[at])) return Number(a[at]) - Number(b[at])
    return a[at] < b[at] ? -1 : 1
  }
  return a.length - b.length
}

/** Creates the error for a field name starting with `$`, which a modifier may only set in a new document. */
const dollarField = (path: string[]) =>
  new MongoError(
    52,
    `The dollar ($) prefixed field '${path[0]}' in '${path.join('.')}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`
  )

function withSameId(before: Doc, after: Doc): Doc {
  const id = before.get('_id')
  if (id === undefined) return after
  if (!after.has('_id')) return new Map([['_id', id], ...after])
  if (!equal(after.get('_id'), id)) throw immutableId('_id')
  return after
}

export function immutableId(path: string): MongoError {
  return new MongoError(
    66,
    `Performing an update on the path '${path}' would modify the immutable field '_id'`
  )
}
