import type { Collation } from '../bson/collation.ts'
import { compare } from '../bson/compare.ts'
import { display } from '../bson/display.ts'
import { calculate, integer } from '../bson/numbers.ts'
import {
  Double,
  isDoc,
  isNumeric,
  Timestamp,
  typeName,
  type NumericValue,
  type Value,
} from '../bson/types.ts'
import { badValue, MongoError, typeMismatch } from '../errors.ts'
import { isArrayIndex } from '../query/walk.ts'
import { arrayModifiers } from './array_modifiers.ts'
import type { Draft } from './draft.ts'
import type { Modifier, ModifierCompiler } from './modifier.ts'

function arithmetic(operator: '$inc' | '$mul'): ModifierCompiler {
  const verb = operator === '$inc' ? 'increment' : 'multiply'
  return (operand, { path: name }) => {
    if (!isNumeric(operand)) {
      throw typeMismatch(`Cannot ${verb} with non-numeric argument: {${name}: ${display(operand)}}`)
    }
    return (draft, path) => {
      const value = draft.read(path)
      if (value !== undefined && !isNumeric(value)) {
        const { document } = draft
        const id = document.has('_id') ? `{_id: ${display(document.get('_id'))}}` : 'The document'
        throw typeMismatch(
          `Cannot apply ${operator} to a value of non-numeric type. ${id} has the field '${path.at(-1)}' of non-numeric type ${typeName(value)}`
        )
      }
      draft.write(path, changed(operator, value, operand))
    }
  }
}

function changed(
  operator: '$inc' | '$mul',
  value: NumericValue | undefined,
  operand: NumericValue
) {
  if (value === undefined) return operator === '$inc' ? operand : calculate('*', operand, 0)
  const result = calculate(operator === '$inc' ? '+' : '*', value, operand)
  const integral = !(value instanceof Double) && !(operand instanceof Double)
  if (integral && result instanceof Double) {
    throw badValue(
      `Failed to apply ${operator} operations to current value (${display(value)}) of type ${typeName(value)}`
    )
  }
  return result
}

function extreme(sign: 1 | -1): ModifierCompiler {
  return (operand, { collation }) =>
    (draft, path) => {
      const value = draft.read(path)
      if (value === undefined || sign * compare(operand, value, collation) > 0) {
        draft.write(path, operand)
      }
    }
}

const currentDate: ModifierCompiler = (operand) => {
  const type = isDoc(operand)
    ? operand.get('$type')
    : operand === true || operand === false
      ? 'date'
      : undefined
  if (type !== 'date' && type !== 'timestamp') {
    throw badValue(
      isDoc(operand)
        ? "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}"
        : `${typeName(operand)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`
    )
  }
  return (draft, path) => {
    const now = new Date()
    draft.write(
      path,
      type === 'date' ? now : new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 })
    )
  }
}

const bit: ModifierCompiler = (operand) => {
  if (!isDoc(operand))
    throw badValue(
      `The $bit modifier is not compatible with a ${typeName(operand)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`
    )
  const operations = [...operand]
  for (const [name, value] of operations) {
    if (!['and', 'or', 'xor'].includes(name))
      throw badValue(
        `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${name}: ${display(value)}}`
      )
    if (typeof value !== 'number' && typeof value !== 'bigint')
      throw badValue(
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(value)}' is not supported here: {${name}: ${display(value)}}`
      )
  }
  return (draft, path) => {
    const value = draft.read(path) ?? 0
    if (typeof value !== 'number' && typeof value !== 'bigint') {
      throw badValue(`Cannot apply $bit to a value of non-integral type.${display(value)}`)
    }
    let bits = BigInt(value)
    let wide = typeof value === 'bigint'
    for (const [name, mask] of operations) {
      const other = BigInt(mask as number | bigint)
      wide ||= typeof mask === 'bigint'
      bits = name === 'and' ? bits & other : name === 'or' ? bits | other : bits ^ other
    }
    draft.write(path, integer(bits, wide ? 'long' : 'int'))
  }
}

const rename: ModifierCompiler = (operand, { path: name }) => {
  if (typeof operand !== 'string')
    throw badValue(`The 'to' field for $rename must be a string: ${name}: ${display(operand)}`)
  if (operand === name)
    throw badValue(`The source and target field for $rename must differ: ${name}: "${operand}"`)
  const target = operand.split('.')
  return (draft, path) => {
    const value = draft.read(path)
    if (value === undefined) return checkViable(draft, path)
    for (let depth = 1; depth < path.length; depth++) {
      if (Array.isArray(draft.read(path.slice(0, depth)))) {
        throw badValue(
          `The source field cannot be an array element, '${path.join('.')}' in doc with ${display(draft.document.get('_id'))}`
        )
      }
    }
    for (let depth = 1; depth < target.length; depth++) {
      if (Array.isArray(draft.read(target.slice(0, depth)))) {
        throw badValue(
          `The destination field cannot be an array element, '${operand}' in doc with ${display(draft.document.get('_id'))}`
        )
      }
    }
    draft.remove(path)
    // a renamed field moves to the end, even if the new name already existed
    draft.remove(target)
    draft.write(target, value)
  }
}

/** Checks that a path does not lead through a scalar. It may be missing. @throws {MongoError} 28 PathNotViable */
function checkViable(draft: Draft, path: readonly string[]): void {
  for (const [at, name] of path.entries()) {
    const container = draft.read(path.slice(0, at))
    if (container === undefined) return
    if (isDoc(container) || (Array.isArray(container) && isArrayIndex(name))) continue
    throw new MongoError(
      28,
      `cannot use the part (${name} of ${path.join('.')}) to traverse the element ({${path[at - 1]}: ${display(container)}})`
    )
  }
}

const MODIFIERS: Record<string, ModifierCompiler> = {
  $set: (operand) => (draft, path) => draft.write(path, operand),
  $setOnInsert: (operand) => (draft, path) => draft.write(path, operand),
  $unset: () => (draft, path) => draft.remove(path),
  $inc: arithmetic('$inc'),
  $mul: arithmetic('$mul'),
  $min: extreme(-1),
  $max: extreme(1),
  $currentDate: currentDate,
  $bit: bit,
  $rename: rename,
  ...arrayModifiers,
}

/** @throws {MongoError} 9 FailedToParse if the modifier is unknown */
export function checkModifier(operator: string): void {
  if (Object.hasOwn(MODIFIERS, operator)) return
  throw new MongoError(
    9,
    `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`
  )
}

export function compileModifier(
  operator: string,
  operand: Value,
  context: { path: string; collation?: Collation }
): Modifier {
  return MODIFIERS[operator](operand, context)
}
