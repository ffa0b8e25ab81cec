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

/** A compiled expression. It returns `undefined` for a missing value. */
export type Evaluate = (scope: Scope) => Value | undefined

/** The context that an operator needs to compile its operands. */
export interface Compiler {
  readonly collation?: Collation
  compile(expression: Value): Evaluate
}

export type Operator = (operand: Value, compiler: Compiler) => Evaluate

export type Operators = Record<string, Operator>

type Maybe = Value | undefined

export const isNullish = (value: Maybe): value is null | undefined | Undefined =>
  value === undefined || value === null || value instanceof Undefined

/** Returns the operands as a list: an array's elements, or the single operand. */
export const operandsOf = (operand: Value): Value[] =>
  Array.isArray(operand) ? operand : [operand]

/** Defines an operator with a fixed number of operands. */
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

/** Defines an operator with any number of operands. */
export function variadic(compute: (values: Maybe[]) => Maybe): Operator {
  return (operand, compiler) => {
    const compiled = operandsOf(operand).map((one) => compiler.compile(one))
    return (scope) => compute(compiled.map((evaluate) => evaluate(scope)))
  }
}

/** Defines an operator with named operands. */
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

/** Returns an operator's named operands after checking that all names are known. */
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

/** Returns an integer operand. @throws {MongoError} with the operator's own code */
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

/** Returns a string operand. @throws {MongoError} with the given code if it is not a string */
export function textOf(name: string, value: Maybe, code: number): string {
  if (typeof value === 'string') return (spend(value.length / 256), value)
  throw new MongoError(code, `${name} requires a string argument, found: ${typeName(value)}`)
}

/** Returns an array operand. @throws {MongoError} with the given code if it is not an array */
export function arrayOf(name: string, value: Maybe, code: number): Value[] {
  if (Array.isArray(value)) return value
  throw new MongoError(code, `${name} requires an array, found: ${typeName(value)}`)
}

/** Returns a numeric operand. @throws {MongoError} 28765 if it is not a number */
export function numeric(name: string, value: Maybe): NumericValue {
  if (isNumeric(value)) return value
  throw new MongoError(28765, `${name} only supports numeric types, not ${typeName(value)}`)
}
