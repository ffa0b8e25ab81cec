import { compileExpression, type Evaluate } from '../aggregation/expression.ts'
import { Scope, type Variables } from '../aggregation/scope.ts'
import type { Collation } from '../bson/collation.ts'
import { toDouble, toInteger } from '../bson/numbers.ts'
import { isDoc, isNumeric, type Doc, type Value } from '../bson/types.ts'
import { badValue, MongoError } from '../errors.ts'
import { compileFilter, type Matcher } from './matcher.ts'
import type { MatchDetails } from './walk.ts'

/** What a projection does with one field. */
type Rule =
  | { kind: 'include' }
  | { kind: 'exclude' }
  | { kind: 'compute'; evaluate: Evaluate }
  | { kind: 'slice'; skip: number | undefined; count: number }
  | { kind: 'elemMatch'; matcher: Matcher }
  | { kind: 'positional' }
  | Branch

interface Branch {
  kind: 'branch'
  rules: Map<string, Rule>
}

type Mode = 'include' | 'exclude' | 'add'

export interface ProjectionOptions {
  /** `find` knows `$slice`, `$elemMatch` and `a.$` too, which mean something else in a pipeline. */
  language: 'find' | 'aggregate'
  collation?: Collation
  variables?: Variables
  /** The filter of the query, which decides what `a.$` stands for. */
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

  /** The top-level fields that the result is made of; `undefined` where it may be any. */
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
      const rule = branch.rules.get(name)
      const projected = rule ? this.rule(rule, value, context) : this.unnamed(name, value, top)
      if (projected !== undefined) result.set(name, projected)
      else if (rule?.kind === 'compute' && this.mode === 'add') continue
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
        .map((element) => this.descend(branch, element, context))
        .filter((element) => element !== undefined)
    }
    if (this.mode === 'exclude') return value
    return this.absent(branch, undefined, context)
  }

  /** What a field that the document lacks becomes: only computed ones come to be. */
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

/** @throws {MongoError} where inclusion and exclusion are mixed, or two paths collide */
export function compileProjection(spec: Doc, options: ProjectionOptions): Projection {
  const root: Branch = { kind: 'branch', rules: new Map() }
  const compiler = new Compiler(options)
  compiler.members(spec, root, [])
  return new Projection(root, compiler.mode(root), {
    ...options,
    matcher: compiler.usesPosition ? options.matcher : undefined,
  })
}

/** The fields that `$addFields` computes and adds to documents. */
export function compileAddedFields(spec: Doc, collation?: Collation): Projection {
  const options: ProjectionOptions = { language: 'aggregate', collation }
  const root: Branch = { kind: 'branch', rules: new Map() }
  new Compiler(options, true).members(spec, root, [])
  return new Projection(root, 'add', options)
}

/** Excludes fields, as `$unset` names them. */
export function compileRemovedFields(paths: string[]): Projection {
  const spec: Doc = new Map(paths.map((path) => [path, 0]))
  return compileProjection(spec, { language: 'aggregate' })
}

class Compiler {
  usesPosition = false
  private readonly options: ProjectionOptions
  private readonly adding: boolean
  private kind?: 'include' | 'exclude'
  private slices = false
  private computes = false

  constructor(options: ProjectionOptions, adding = false) {
    this.options = options
    this.adding = adding
  }

  mode(root: Branch): Mode {
    if (this.kind) return this.kind
    const id = root.rules.get('_id')
    if (id?.kind === 'exclude') return this.computes ? 'include' : 'exclude'
    if (this.computes) return 'include'
    if (id) return 'include'
    return this.slices ? 'exclude' : 'include'
  }

  members(spec: Doc, branch: Branch, prefix: string[]): void {
    for (const [name, value] of spec) {
      if (name.startsWith('$') && prefix.length === 0) {
        throw new MongoError(
          16410,
          `FieldPath field names may not start with '$'. Consider using $getField or $setField.`
        )
      }
      const path = name.split('.')
      if (path.includes(''))
        throw new MongoError(15998, 'FieldPath field names may not be empty strings.')
      this.member(path, value, branch, prefix)
    }
  }

  private member(path: string[], value: Value, branch: Branch, prefix: string[]): void {
    const { language } = this.options
    if (language === 'find' && path.at(-1) === '$' && path.length > 1) {
      this.usesPosition = true
      this.use('include', path.join('.'))
      return this.place(branch, path.slice(0, -1), { kind: 'positional' })
    }
    const full = [...prefix, ...path].join('.')
    if (isDoc(value) && value.size > 0 && ![...value.keys()][0].startsWith('$')) {
      const nested = this.branchAt(branch, path)
      return this.members(value, nested, [...prefix, ...path])
    }
    this.place(branch, path, this.ruleOf(full, value))
  }

  private ruleOf(path: string, value: Value): Rule {
    if (!this.adding && (typeof value === 'boolean' || isNumeric(value))) {
      const kind = value === true || (value !== false && toDouble(value as number) !== 0)
      if (path !== '_id') this.use(kind ? 'include' : 'exclude', path)
      return { kind: kind ? 'include' : 'exclude' }
    }
    if (isDoc(value) && this.options.language === 'find') {
      const special = this.findOperator(value, path)
      if (special) return special
    }
    if (isDoc(value) && value.size === 0 && !this.adding) {
      throw new MongoError(
        51270,
        'An empty sub-projection is not a valid value. Found empty object at path'
      )
    }
    this.computes = true
    if (this.kind === 'exclude') this.use('include', path)
    if (path !== '_id') this.kind ??= this.adding ? undefined : 'include'
    return {
      kind: 'compute',
      evaluate: compileExpression(value, { collation: this.options.collation }),
    }
  }

  private findOperator(value: Doc, path: string): Rule | undefined {
    const [[operator, operand]] = value
    if (operator === '$elemMatch') {
      if (!isDoc(operand)) throw badValue('$elemMatch: Invalid argument, object required')
      this.use('include', path)
      const matcher = compileFilter(
        new Map([['', new Map([['$elemMatch', operand]])]]),
        this.options
      )
      return { kind: 'elemMatch', matcher }
    }
    if (operator !== '$slice' || (Array.isArray(operand) && !isNumeric(operand[0])))
      return undefined
    this.slices = true
    const numbers = (Array.isArray(operand) ? operand : [operand]).map((one) =>
      isNumeric(one) ? Number(toInteger(one) ?? Math.trunc(toDouble(one))) : Number.NaN
    )
    if (numbers.some(Number.isNaN))
      throw new MongoError(28724, 'First argument to $slice must be an array')
    if (numbers.length === 2 && numbers[1] <= 0) {
      throw new MongoError(28729, 'Third argument to $slice must be positive')
    }
    return numbers.length === 2
      ? { kind: 'slice', skip: numbers[0], count: numbers[1] }
      : { kind: 'slice', skip: undefined, count: numbers[0] }
  }

  private use(kind: 'include' | 'exclude', path: string): void {
    this.kind ??= kind
    if (this.kind === kind) return
    throw kind === 'include'
      ? new MongoError(31253, `Cannot do inclusion on field ${path} in exclusion projection`)
      : new MongoError(31254, `Cannot do exclusion on field ${path} in inclusion projection`)
  }

  private branchAt(branch: Branch, path: string[]): Branch {
    let current = branch
    for (const [at, name] of path.entries()) {
      let next = current.rules.get(name)
      if (!next) current.rules.set(name, (next = { kind: 'branch', rules: new Map() }))
      if (next.kind !== 'branch') throw collision(path, at + 1)
      current = next
    }
    return current
  }

  private place(branch: Branch, path: string[], rule: Rule): void {
    const parent = this.branchAt(branch, path.slice(0, -1))
    const name = path[path.length - 1]
    if (parent.rules.has(name)) throw collision(path, path.length)
    parent.rules.set(name, rule)
  }
}

function collision(path: string[], at: number): MongoError {
  const rest = path.slice(at).join('.')
  return rest
    ? new MongoError(31249, `Path collision at ${path.join('.')} remaining portion ${rest}`)
    : new MongoError(31250, `Path collision at ${path.join('.')}`)
}
