import { Double, isDoc, type Value } from '../../bson/types.ts'
import { MongoError } from '../../errors.ts'
import { isNullish, namedOperands, operandsOf, type Operators } from '../operator.ts'
import { Scope } from '../scope.ts'
import { isTruthy } from '../truth.ts'

export const controlOperators: Operators = {
  $literal: (operand) => () => operand,

  $cond: (operand, compiler) => {
    let parts: Value[]
    if (Array.isArray(operand)) {
      if (operand.length !== 3) {
        throw new MongoError(
          16020,
          `Expression $cond takes exactly 3 arguments. ${operand.length} were passed in.`
        )
      }
      parts = operand
    } else {
      const members = namedOperands('$cond', operand, { required: ['if', 'then', 'else'] })
      parts = ['if', 'then', 'else'].map((name) => members.get(name) as Value)
    }
    const [condition, whenTrue, whenFalse] = parts.map((part) => compiler.compile(part))
    return (scope) => (isTruthy(condition(scope)) ? whenTrue(scope) : whenFalse(scope))
  },

  $ifNull: (operand, compiler) => {
    const parts = operandsOf(operand).map((part) => compiler.compile(part))
    if (parts.length < 2) {
      throw new MongoError(1257300, `$ifNull needs at least two arguments, had: ${parts.length}`)
    }
    return (scope) => {
      for (const part of parts.slice(0, -1)) {
        const value = part(scope)
        if (!isNullish(value)) return value
      }
      return parts[parts.length - 1](scope)
    }
  },

  $switch: (operand, compiler) => {
    const members = namedOperands('$switch', operand, {
      required: ['branches'],
      optional: ['default'],
    })
    const branches = members.get('branches')
    if (!Array.isArray(branches))
      throw new MongoError(40061, `$switch expected an array for 'branches'`)
    if (branches.length === 0) throw new MongoError(40068, '$switch requires at least one branch.')
    const compiled = branches.map((branch) => {
      if (!isDoc(branch))
        throw new MongoError(40062, '$switch expected each branch to be an object')
      if (!branch.has('case'))
        throw new MongoError(40064, `$switch requires each branch have a 'case' expression`)
      if (!branch.has('then'))
        throw new MongoError(40065, `$switch requires each branch have a 'then' expression.`)
      return {
        condition: compiler.compile(branch.get('case') as Value),
        result: compiler.compile(branch.get('then') as Value),
      }
    })
    const fallback = members.has('default')
      ? compiler.compile(members.get('default') as Value)
      : undefined
    return (scope) => {
      for (const { condition, result } of compiled) {
        if (isTruthy(condition(scope))) return result(scope)
      }
      if (fallback) return fallback(scope)
      throw new MongoError(
        40066,
        '$switch could not find a matching branch for an input, and no default was specified.'
      )
    }
  },

  $let: (operand, compiler) => {
    const members = namedOperands('$let', operand, { required: ['vars', 'in'] })
    const variables = members.get('vars')
    if (!isDoc(variables))
      throw new MongoError(10065, 'invalid parameter: expected an object (vars)')
    const compiled = [...variables].map(([name, value]) => {
      if (!/^[a-z\u0080-\uffff]|^CURRENT$/.test(name)) {
        throw new MongoError(
          9,
          `'${name}' starts with an invalid character for a user variable name`
        )
      }
      return [name, compiler.compile(value)] as const
    })
    const body = compiler.compile(members.get('in') as Value)
    return (scope) => {
      const inner = new Map(scope.variables)
      for (const [name, evaluate] of compiled) inner.set(name, evaluate(scope))
      return body(new Scope(scope.root, inner))
    }
  },

  $rand: () => () => new Double(Math.random()),
}
