import { compileExpression } from '../aggregation/expression.ts'
import type { Collation } from '../bson/collation.ts'
import { toDouble, toInteger } from '../bson/numbers.ts'
import { isDoc, isNumeric, type Doc, type Value } from '../bson/types.ts'
import { spend } from '../effort.ts'
import { badValue, MongoError } from '../errors.ts'
import { compileFilter } from './matcher.ts'
import {
  Projection,
  type Branch,
  type Mode,
  type ProjectionOptions,
  type Rule,
} from './projection.ts'

/** @throws {MongoError} if inclusion and exclusion are mixed or two paths collide */
export function compileProjection(spec: Doc, options: ProjectionOptions): Projection {
  const root: Branch = { kind: 'branch', rules: new Map() }
  const compiler = new Compiler(options)
  compiler.members(spec, root, [])
  return new Projection(root, compiler.mode(root), {
    ...options,
    matcher: compiler.usesPosition ? options.matcher : undefined,
  })
}

/** Compiles the fields that `$addFields` computes. */
export function compileAddedFields(spec: Doc, collation?: Collation): Projection {
  const options: ProjectionOptions = { language: 'aggregate', collation }
  const root: Branch = { kind: 'branch', rules: new Map() }
  new Compiler(options, true).members(spec, root, [])
  return new Projection(root, 'add', options)
}

/** Compiles the exclusion of fields by `$unset`. */
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
      spend(16)
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

  /** Returns the branch at a path, or at its first `length` parts, creating it if necessary. */
  private branchAt(branch: Branch, path: string[], length = path.length): Branch {
    let current = branch
    for (const [at, name] of path.slice(0, length).entries()) {
      let next = current.rules.get(name)
      if (!next) current.rules.set(name, (next = { kind: 'branch', rules: new Map() }))
      if (next.kind !== 'branch') throw collision(path, at + 1)
      current = next
    }
    return current
  }

  private place(branch: Branch, path: string[], rule: Rule): void {
    const parent = this.branchAt(branch, path, path.length - 1)
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
