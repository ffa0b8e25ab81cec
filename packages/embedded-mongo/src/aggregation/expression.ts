import type { Collation } from '../bson/collation.ts'
import { isDoc, Timestamp, type Doc, type Value } from '../bson/types.ts'
import { spend } from '../effort.ts'
import { MongoError, notSupported } from '../errors.ts'
import type { Compiler, Evaluate, Operator, Operators } from './operator.ts'
import { arithmeticOperators } from './operators/arithmetic.ts'
import { arrayOperators } from './operators/arrays.ts'
import { comparisonOperators } from './operators/comparison.ts'
import { controlOperators } from './operators/control.ts'
import { conversionOperators } from './operators/conversion.ts'
import { dateOperators } from './operators/dates.ts'
import { objectOperators } from './operators/objects.ts'
import { regexOperators } from './operators/regexes.ts'
import { roundingOperators } from './operators/rounding.ts'
import { setOperators } from './operators/sets.ts'
import { statisticOperators } from './operators/statistics.ts'
import { stringOperators } from './operators/strings.ts'
import type { Scope } from './scope.ts'

export type { Evaluate } from './operator.ts'

const OPERATORS: Operators = Object.assign(
  Object.create(null) as Operators,
  arithmeticOperators,
  arrayOperators,
  comparisonOperators,
  controlOperators,
  conversionOperators,
  dateOperators,
  objectOperators,
  regexOperators,
  roundingOperators,
  setOperators,
  statisticOperators,
  stringOperators
)

const UNSUPPORTED = new Set(['$function', '$accumulator', '$meta'])

/** MongoDB's limit for the number of parts in a path. */
const MAX_PATH = 200

/** Deeper nesting could overflow the stack. */
const MAX_DEPTH = 100

/** @throws {MongoError} 168 InvalidPipelineOperator, among other codes, if the expression is malformed */
export function compileExpression(
  expression: Value | undefined,
  options: { collation?: Collation } = {}
): Evaluate {
  return new ExpressionCompiler(options.collation).compile(expression ?? null)
}

class ExpressionCompiler implements Compiler {
  readonly collation?: Collation
  private depth = 0

  constructor(collation?: Collation) {
    this.collation = collation
  }

  compile(expression: Value): Evaluate {
    spend(4)
    if (++this.depth > MAX_DEPTH) throw new MongoError(15, 'The expression is nested too deeply')
    try {
      if (typeof expression === 'string') return compileText(expression)
      if (Array.isArray(expression)) return this.array(expression)
      if (isDoc(expression)) return this.doc(expression)
      return () => expression
    } finally {
      this.depth--
    }
  }

  private array(expressions: Value[]): Evaluate {
    const compiled = expressions.map((one) => this.compile(one))
    return (scope) => compiled.map((evaluate) => evaluate(scope) ?? null)
  }

  private doc(expression: Doc): Evaluate {
    const [first] = expression.keys()
    if (first?.startsWith('$')) {
      if (expression.size > 1) {
        throw new MongoError(
          15983,
          `an expression specification must contain exactly one field, the name of the expression. Found ${expression.size} fields`
        )
      }
      const evaluate = operatorOf(first)(expression.get(first) as Value, this)
      return (scope) => (spend(), evaluate(scope))
    }
    const members = [...expression].map(([name, value]) => {
      if (name.startsWith('$'))
        throw new MongoError(
          16410,
          `FieldPath field names may not start with '$'. Consider using $getField or $setField.`
        )
      if (name.includes('.'))
        throw new MongoError(
          16412,
          "FieldPath field names may not contain '.'. Consider using $getField or $setField."
        )
      return [name, this.compile(value)] as const
    })
    return (scope) => {
      const result: Doc = new Map()
      for (const [name, evaluate] of members) {
        const value = evaluate(scope)
        if (value !== undefined) result.set(name, value)
      }
      return result
    }
  }
}

function operatorOf(name: string): Operator {
  const operator = OPERATORS[name]
  if (operator) return operator
  if (UNSUPPORTED.has(name)) throw notSupported(name)
  throw new MongoError(168, `Unrecognized expression '${name}'`)
}

function compileText(text: string): Evaluate {
  if (!text.startsWith('$')) return () => text
  if (text.startsWith('$$')) return compileVariable(text)
  const path = text.slice(1).split('.', MAX_PATH + 1)
  if (path.length > MAX_PATH)
    throw new MongoError(15, `FieldPath is too long: more than ${MAX_PATH} parts`)
  if (path.includes('')) {
    throw text === '$'
      ? new MongoError(16872, "'$' by itself is not a valid FieldPath")
      : new MongoError(15998, 'FieldPath field names may not be empty strings.')
  }
  if (path.length === 1) {
    const [name] = path
    return ({ root }) => root.get(name)
  }
  return ({ root }) => follow(root, path, 0)
}

function compileVariable(text: string): Evaluate {
  const [name, ...path] = text.slice(2).split('.')
  const base = variable(name)
  return path.length === 0 ? base : (scope) => follow(base(scope), path, 0)
}

function variable(name: string): Evaluate {
  switch (name) {
    case 'ROOT':
      return ({ root }) => root
    case 'CURRENT':
      return ({ root, variables }) => (variables.has('CURRENT') ? variables.get('CURRENT') : root)
    case 'REMOVE':
      return () => undefined
    case 'NOW':
      return ({ variables }) => variables.get('NOW') ?? new Date()
    case 'CLUSTER_TIME':
      return () => new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 })
    case 'DESCEND':
    case 'PRUNE':
    case 'KEEP':
      return () => name
    case '':
      throw new MongoError(9, 'empty variable names are not allowed')
  }
  if (!/^[a-zA-Z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name)) {
    throw new MongoError(9, `'${name}' starts with an invalid character for a user variable name`)
  }
  return ({ variables }: Scope) => {
    if (!variables.has(name)) throw new MongoError(17276, `Use of undefined variable: ${name}`)
    return variables.get(name)
  }
}

/** Resolves a field path as expressions do: an array yields an array of its documents' values. */
export function follow(
  value: Value | undefined,
  path: readonly string[],
  at: number
): Value | undefined {
  if (at === path.length) return value
  if (isDoc(value)) return follow(value.get(path[at]), path, at + 1)
  if (!Array.isArray(value)) return undefined
  const results: Value[] = []
  for (const element of value) {
    const result = isDoc(element) || Array.isArray(element) ? follow(element, path, at) : undefined
    if (result !== undefined) results.push(result)
  }
  return results
}
