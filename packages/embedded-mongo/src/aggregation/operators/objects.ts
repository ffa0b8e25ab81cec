import { isDoc, typeName, type Doc, type Value } from '../../bson/types.ts'
import { spend } from '../../effort.ts'
import { MongoError } from '../../errors.ts'
import { fixed, isNullish, named, variadic, type Operators } from '../operator.ts'

export const objectOperators: Operators = {
  $mergeObjects: (operand, compiler) => {
    const merge = variadic((values) => {
      const list = values.length === 1 && Array.isArray(values[0]) ? values[0] : values
      const result: Doc = new Map()
      for (const value of list) {
        if (isNullish(value)) continue
        if (!isDoc(value))
          throw new MongoError(
            40400,
            `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`
          )
        spend(value.size)
        for (const [name, member] of value) result.set(name, member)
      }
      return result
    })
    return merge(operand, compiler)
  },
  $objectToArray: fixed('$objectToArray', 1, (value) => {
    if (isNullish(value)) return null
    if (!isDoc(value))
      throw new MongoError(
        40390,
        `$objectToArray requires a document input, found: ${typeName(value)}`
      )
    spend(value.size * 2)
    return [...value].map(
      ([k, v]): Doc =>
        new Map<string, Value>([
          ['k', k],
          ['v', v],
        ])
    )
  }),
  $getField: (operand, compiler) => {
    const isNamed = isDoc(operand) && operand.has('field')
    const field = compiler.compile(isNamed ? (operand.get('field') as Value) : operand)
    const input = compiler.compile(isNamed ? (operand.get('input') ?? '$$CURRENT') : '$$CURRENT')
    return (scope) => {
      const name = field(scope)
      if (typeof name !== 'string')
        throw new MongoError(
          3041704,
          `$getField requires 'field' to evaluate to type String, but got ${typeName(name)}`
        )
      const document = input(scope)
      if (isDoc(document)) return document.get(name)
      return isNullish(document) ? null : undefined
    }
  },
  $setField: named(
    '$setField',
    { required: ['field', 'input', 'value'] },
    ({ field, input, value }) => {
      if (isNullish(input)) return null
      if (!isDoc(input))
        throw new MongoError(4161105, `$setField requires 'input' to evaluate to type Object`)
      return withField(input, field, value)
    }
  ),
  $unsetField: named('$unsetField', { required: ['field', 'input'] }, ({ field, input }) => {
    if (isNullish(input)) return null
    if (!isDoc(input))
      throw new MongoError(4161105, `$unsetField requires 'input' to evaluate to type Object`)
    return withField(input, field, undefined)
  }),
}

function withField(input: Doc, field: Value | undefined, value: Value | undefined): Doc {
  if (typeof field !== 'string')
    throw new MongoError(4161107, `the 'field' must be a string, but got ${typeName(field)}`)
  const result: Doc = new Map(input)
  if (value === undefined) result.delete(field)
  else result.set(field, value)
  return result
}
