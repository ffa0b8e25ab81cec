import type { Collation } from '../bson/collation.ts'
import {
  isDoc,
  isNumeric,
  typeName,
  Undefined,
  type Doc,
  type NumericValue,
  type Value,
} from '../bson/types.ts'
import { toDouble, toInteger } from '../bson/numbers.ts'
import { spend } from '../effort.ts'
import { MongoError } from '../errors.ts'
import type { Scope } from './scope.ts'

/** A compiled expression; `undefined` is a missing value. */
export type Evaluate = (scope: Scope) => Value | undefined

/** What an operator needs to compile its operands. */
export interface Compiler {
  readonly collation?: Collation
  compile(expression: Value): Evaluate
}

export type Operator = (operand: Value, compiler: Compiler) => Evaluate

export type Operators = Record<string, Operator>

type Maybe = Value | undefined

export const isNullish = (value: Maybe): value is null | undefined | Undefined =>
  value === undefined || value === null || value instanceof Undefined

/** The operands: those of an array, or the one that stands alone. */
export const operandsOf = (operand: Value): Value[] =>
  Array.isArray(operand) ? operand : [operand]

/** An operator of a fixed number of operands, computed from their values. */
export function fixed(
  name: string,
  count: number | [number, number],
  compute: (...values: Maybe[]) => Maybe
): Operator {
  const [least, most] = Array.isArray(count) ? count : [count, count]
  return (operand, compiler) => {
    const operands = operandsOf(operand)
    if (operands.length < least || operands.length > most) {
      throw new MongoError(
        least === most ? 16020 : 28667,
        least === most
          ? `Expression ${name} takes exactly ${least} arguments. ${operands.length} were passed in.`
          : `Expression ${name} takes at least ${least} arguments, and at most ${most}, but ${operands.length} were passed in.`
      )
    }
    const compiled = operands.map((one) => compiler.compile(one))
    if (compiled.length === 1) {
      const [only] = compiled
      return (scope) => compute(only(scope))
    }
    if (compiled.length === 2) {
      const [first, second] = compiled
      return (scope) => compute(first(scope), second(scope))
    }
    return (scope) => compute(...compiled.map((evaluate) => evaluate(scope)))
  }
}

/** An operator of any number of operands. */
export function variadic(compute: (values: Maybe[]) => Maybe): Operator {
  return (operand, compiler) => {
    const compiled = operandsOf(operand).map((one) => compiler.compile(one))
    return (scope) => compute(compiled.map((evaluate) => evaluate(scope)))
  }
}

/** An operator whose operands have names. */
export function named(
  name: string,
  members: { required: string[]; optional?: string[] },
  compute: (values: Record<string, Maybe>, scope: Scope) => Maybe
): Operator {
  return (operand, compiler) => {
    const compiled = compileNamed(name, operand, members, compiler)
    return (scope) => {
      const values: Record<string, Maybe> = {}
      for (const [member, evaluate] of compiled) values[member] = evaluate(scope)
      return compute(values, scope)
    }
  }
}

/** The named operands of an operator, checked against what it knows. */
export function namedOperands(
  name: string,
  operand: Value,
  { required, optional = [] }: { required: string[]; optional?: string[] }
): Doc {
  if (!isDoc(operand)) throw new MongoError(9, `${name} only supports an object as its argument`)
  for (const member of operand.keys()) {
    if (!required.includes(member) && !optional.includes(member)) {
      throw new MongoError(9, `Unrecognized argument to ${name}: ${member}`)
    }
  }
  for (const member of required) {
    if (!operand.has(member)) throw new MongoError(9, `Missing '${member}' parameter to ${name}`)
  }
  return operand
}

function compileNamed(
  name: string,
  operand: Value,
  members: { required: string[]; optional?: string[] },
  compiler: Compiler
): [string, Evaluate][] {
  return [...namedOperands(name, operand, members)].map(([member, value]) => [
    member,
    compiler.compile(value),
  ])
}

/** An integer operand. @throws {MongoError} with the operator's own code */
export function integerOf(name: string, value: Maybe, code = 40096): number {
  const integer = isNumeric(value) ? toInteger(value) : undefined
  if (integer === undefined) {
    throw new MongoError(
      code,
      `${name} requires an integral value, found ${String(isNumeric(value) ? toDouble(value) : value)}`
    )
  }
  return Number(integer)
}

/** A text that an operator was given. @throws {MongoError} with the given code on anything else */
export function textOf(name: string, value: Maybe, code: number): string {
  if (typeof value === 'string') return (spend(value.length / 256), value)
  throw new MongoError(code, `${name} requires a string argument, found: ${typeName(value)}`)
}

/** An array that an operator was given. @throws {MongoError} with the given code on anything else */
export function arrayOf(name: string, value: Maybe, code: number): Value[] {
  if (Array.isArray(value)) return value
  throw new MongoError(code, `${name} requires an array, found: ${typeName(value)}`)
}

/** A number that an operator was given. @throws {MongoError} 28765 on anything else */
export function numeric(name: string, value: Maybe): NumericValue {
  if (isNumeric(value)) return value
  throw new MongoError(28765, `${name} only supports numeric types, not ${typeName(value)}`)
}
