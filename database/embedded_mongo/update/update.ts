import { compileTransforms, type Transform } from '../aggregation/transforms.ts'
import type { Variables } from '../aggregation/scope.ts'
import type { Collation } from '../bson/collation.ts'
import { equal } from '../bson/compare.ts'
import { display } from '../bson/display.ts'
import { clone, isDoc, typeName, type Doc, type Value } from '../bson/types.ts'
import { spend } from '../effort.ts'
import { badValue, failedToParse, MongoError } from '../errors.ts'
import { compileFilter, type Matcher } from '../query/matcher.ts'
import { isArrayIndex, type MatchDetails } from '../query/walk.ts'
import { checkModifier, compileModifier, type Modifier } from './modifiers.ts'
import { resolvePath, type Positions } from './path.ts'

export interface UpdateOptions {
  collation?: Collation
  variables?: Variables
  arrayFilters?: Value
}

/** A compiled update: a replacement, a set of modifiers, or a pipeline. */
export interface Update {
  kind: 'replace' | 'modify' | 'pipeline'
  /** Makes a new document; the one it is given stays as it is. */
  apply(document: Doc, details: MatchDetails, inserting?: boolean): Doc
}

/** @throws {MongoError} 9 FailedToParse, 40 ConflictingUpdateOperators and others */
export function compileUpdate(update: Value | undefined, options: UpdateOptions = {}): Update {
  if (Array.isArray(update)) return pipelineUpdate(update, options)
  if (!isDoc(update)) throw failedToParse('Update argument must be either an object or an array')
  const [first] = update.keys()
  return first?.startsWith('$') ? modifyingUpdate(update, options) : replacement(update)
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
    apply(document) {
      const id = document.get('_id')
      if (update.has('_id') && id !== undefined && !equal(update.get('_id'), id))
        throw immutableId('_id')
      const result: Doc = new Map()
      if (id !== undefined) result.set('_id', id)
      for (const [name, value] of update) if (!result.has(name)) result.set(name, value)
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
    apply(document) {
      const result = transforms.reduce((current, transform) => transform(current), document)
      return withSameId(document, result)
    },
  }
}

interface Modification {
  operator: string
  path: string[]
  modify: Modifier
}

function modifyingUpdate(update: Doc, options: UpdateOptions): Update {
  const modifications: Modification[] = []
  const paths = new PathTree()
  for (const [operator, operands] of update) {
    if (!operator.startsWith('$')) {
      throw failedToParse(
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`
      )
    }
    checkModifier(operator)
    if (!isDoc(operands)) {
      throw failedToParse(
        `Modifiers operate on fields but we found type ${typeName(operands)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${display(operands)}}`
      )
    }
    for (const [path, operand] of operands) {
      spend(64)
      checkPath(path)
      paths.add(path)
      if (operator === '$rename' && typeof operand === 'string') paths.add(operand)
      const modify = compileModifier(operator, operand, { path, collation: options.collation })
      modifications.push({ operator, path: path.split('.'), modify })
    }
  }
  modifications.sort((a, b) => comparePaths(a.path, b.path))
  const arrayFilters = compileArrayFilters(options)
  checkFiltersUsed(arrayFilters, modifications, update)

  return {
    kind: 'modify',
    apply(document, details, inserting = false) {
      const result = clone(document)
      const positions: Positions = { matchedIndex: details.arrayIndex, arrayFilters }
      for (const { operator, path, modify } of modifications) {
        if (operator === '$setOnInsert' && !inserting) continue
        if (!inserting && path[0].startsWith('$')) throw dollarField(path)
        for (const resolved of resolvePath(result, path, positions)) modify(result, resolved)
      }
      return inserting ? result : withSameId(document, result)
    },
  }
}

function checkPath(path: string): void {
  if (path === '') throw new MongoError(56, 'An empty update path is not valid.')
  const parts = path.split('.')
  if (parts.includes('')) {
    throw new MongoError(
      56,
      `The update path '${path}' contains an empty field name, which is not allowed.`
    )
  }
}

/** Modifiers apply in the order of their paths, numbers by their value. */
function comparePaths(a: string[], b: string[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    if (a[at] === b[at]) continue
    if (isArrayIndex(a[at]) && isArrayIndex(b[at])) return Number(a[at]) - Number(b[at])
    return a[at] < b[at] ? -1 : 1
  }
  return a.length - b.length
}

/** All paths of an update: none may be another, or lie in another. */
class PathTree {
  private readonly root: Tree = new Map()

  add(path: string): void {
    let node = this.root
    const parts = path.split('.')
    for (const [at, part] of parts.entries()) {
      const last = at === parts.length - 1
      const next = node.get(part)
      if (next && (last || next.size === 0)) {
        const conflict = parts.slice(0, at + 1).join('.')
        throw new MongoError(
          40,
          `Updating the path '${path}' would create a conflict at '${conflict}'`
        )
      }
      const child: Tree = next ?? new Map()
      node.set(part, child)
      node = child
    }
  }
}

interface Tree extends Map<string, Tree> {}

function compileArrayFilters({ arrayFilters, ...options }: UpdateOptions): Map<string, Matcher> {
  const compiled = new Map<string, Matcher>()
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
    compiled.set(identifier, compileFilter(filter, options))
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

function checkFiltersUsed(
  filters: Map<string, Matcher>,
  modifications: Modification[],
  update: Doc
) {
  for (const identifier of filters.keys()) {
    if (modifications.some(({ path }) => path.includes(`$[${identifier}]`))) continue
    throw failedToParse(
      `The array filter for identifier '${identifier}' was not used in the update ${display(update)}`
    )
  }
}

/** A new document may have such a field; an existing one gets it by `$setField` only. */
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

function immutableId(path: string): MongoError {
  return new MongoError(
    66,
    `Performing an update on the path '${path}' would modify the immutable field '_id'`
  )
}
