import type { Evaluate } from '../aggregation/expression.ts'
import { Scope, type Variables } from '../aggregation/scope.ts'
import type { Collation } from '../bson/collation.ts'
import { isDoc, type Doc, type Value } from '../bson/types.ts'
import { spend } from '../effort.ts'
import { MongoError } from '../errors.ts'
import type { Matcher } from './matcher.ts'
import type { MatchDetails } from './walk.ts'

/** The treatment of one field by a projection. */
export type Rule =
  | { kind: 'include' }
  | { kind: 'exclude' }
  | { kind: 'compute'; evaluate: Evaluate }
  | { kind: 'slice'; skip: number | undefined; count: number }
  | { kind: 'elemMatch'; matcher: Matcher }
  | { kind: 'positional' }
  | Branch

export interface Branch {
  kind: 'branch'
  rules: Map<string, Rule>
}

export type Mode = 'include' | 'exclude' | 'add'

export interface ProjectionOptions {
  /** `find` supports `$slice`, `$elemMatch` and `a.$`, which have another meaning in a pipeline. */
  language: 'find' | 'aggregate'
  collation?: Collation
  variables?: Variables
  /** The query's filter, which determines the element selected by `a.$`. */
  matcher?: Matcher
}

/** A compiled projection, or the computed fields of `$addFields`. */
export class Projection {
  private readonly root: Branch
  private readonly mode: Mode
  private readonly options: ProjectionOptions

  constructor(root: Branch, mode: Mode, options: ProjectionOptions) {
    this.root = root
    this.mode = mode
    this.options = options
  }

  /** The top-level fields needed for the result, or `undefined` if any field may be needed. */
  get fields(): ReadonlySet<string> | undefined {
    if (this.mode !== 'include') return undefined
    const simple = (rule: Rule): boolean =>
      rule.kind === 'include' ||
      rule.kind === 'exclude' ||
      (rule.kind === 'branch' && [...rule.rules.values()].every(simple))
    return simple(this.root) ? new Set(this.root.rules.keys()) : undefined
  }

  apply(document: Doc, variables: Variables | undefined = this.options.variables): Doc {
    const context: Application = { scope: new Scope(document, variables), details: {} }
    if (this.options.matcher) this.options.matcher.matches(document, context.details)
    return this.branch(this.root, document, context, true)
  }

  private branch(branch: Branch, document: Doc, context: Application, top: boolean): Doc {
    const result: Doc = new Map()
    for (const [name, value] of document) {
      spend(2)
      const rule = branch.rules.get(name)
      const projected = rule ? this.rule(rule, value, context) : this.unnamed(name, value, top)
      if (projected !== undefined) result.set(name, projected)
    }
    for (const [name, rule] of branch.rules) {
      if (document.has(name) && rule.kind !== 'elemMatch') continue
      const value = this.absent(rule, document.get(name), context)
      if (value !== undefined) result.set(name, value)
    }
    return result
  }

  private unnamed(name: string, value: Value, top: boolean): Value | undefined {
    return this.mode !== 'include' || (top && name === '_id') ? value : undefined
  }

  private rule(rule: Rule, value: Value, context: Application): Value | undefined {
    switch (rule.kind) {
      case 'include':
        return value
      case 'exclude':
      case 'elemMatch':
        return undefined
      case 'compute':
        return rule.evaluate(context.scope)
      case 'slice':
        return Array.isArray(value) ? slice(value, rule.skip, rule.count) : value
      case 'positional':
        return positional(value, context.details)
      case 'branch':
        return this.descend(rule, value, context)
    }
  }

  private descend(branch: Branch, value: Value, context: Application): Value | undefined {
    if (isDoc(value)) return this.branch(branch, value, context, false)
    if (Array.isArray(value)) {
      return value
        .map((element) => (spend(), this.descend(branch, element, context)))
        .filter((element) => element !== undefined)
    }
    if (this.mode === 'exclude') return value
    return this.absent(branch, undefined, context)
  }

  /** Returns the value of a field that the document lacks. Only computed fields have one. */
  private absent(rule: Rule, value: Value | undefined, context: Application): Value | undefined {
    if (rule.kind === 'compute') return rule.evaluate(context.scope)
    if (rule.kind === 'elemMatch') return firstMatch(rule.matcher, value)
    if (rule.kind !== 'branch' || !hasComputed(rule)) return undefined
    return this.branch(rule, new Map(), context, false)
  }
}

interface Application {
  scope: Scope
  details: MatchDetails
}

function hasComputed(rule: Rule): boolean {
  return (
    rule.kind === 'compute' ||
    (rule.kind === 'branch' && [...rule.rules.values()].some(hasComputed))
  )
}

function slice(array: Value[], skip: number | undefined, count: number): Value[] {
  if (skip === undefined) return count >= 0 ? array.slice(0, count) : array.slice(count)
  const start = skip >= 0 ? skip : Math.max(0, array.length + skip)
  return array.slice(start, start + count)
}

function positional(value: Value, details: MatchDetails): Value {
  if (!Array.isArray(value)) return value
  if (details.arrayIndex === undefined || details.arrayIndex >= value.length) {
    throw new MongoError(
      51246,
      "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array"
    )
  }
  return [value[details.arrayIndex]]
}

function firstMatch(matcher: Matcher, value: Value | undefined): Value | undefined {
  if (!Array.isArray(value)) return undefined
  const found = value.find((element) => matcher.matches(new Map([['', [element]]])))
  return found === undefined ? undefined : [found]
}
