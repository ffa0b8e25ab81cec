import type { Collation } from '../bson/collation.ts'
import { display } from '../bson/display.ts'
import { isDoc, typeName, type Doc, type Value } from '../bson/types.ts'
import { MongoError } from '../errors.ts'
import {
  compileAddedFields,
  compileProjection,
  compileRemovedFields,
} from '../query/projection_compiler.ts'
import { compileExpression } from './expression.ts'
import { Scope, type Variables } from './scope.ts'

/** A stage that maps one document to one document. */
export type Transform = (document: Doc) => Doc

export interface TransformOptions {
  collation?: Collation
  variables?: Variables
}

/** Compiles the stages of a pipeline update. @throws {MongoError} 72 InvalidOptions on other stages */
export function compileTransforms(stages: Value[], options: TransformOptions): Transform[] {
  return stages.map((stage) => {
    const [name, spec] = stageOf(stage)
    const transform = compileTransform(name, spec, options)
    if (!transform) throw new MongoError(72, `${name} is not allowed to be used within an update`)
    return transform
  })
}

/** Splits a stage into its name and its specification. */
export function stageOf(stage: Value): [string, Value] {
  if (!isDoc(stage))
    throw new MongoError(14, "Each element of the 'pipeline' array must be an object")
  if (stage.size !== 1) {
    throw new MongoError(
      40323,
      'A pipeline stage specification object must contain exactly one field.'
    )
  }
  return [...stage][0]
}

/** @returns undefined for stages that do more than transform single documents */
export function compileTransform(
  name: string,
  spec: Value,
  options: TransformOptions
): Transform | undefined {
  const { variables, collation } = options
  switch (name) {
    case '$addFields':
    case '$set': {
      const fields = compileAddedFields(object(name, spec, 40272), collation)
      return (document) => fields.apply(document, variables)
    }
    case '$project': {
      const fields = object(name, spec, 15969)
      if (fields.size === 0)
        throw new MongoError(
          51272,
          'Invalid $project :: caused by :: projection specification must have at least one field'
        )
      const projection = compileProjection(fields, { language: 'aggregate', collation })
      return (document) => projection.apply(document, variables)
    }
    case '$unset': {
      const paths = Array.isArray(spec) ? spec : [spec]
      if (paths.length === 0 || paths.some((path) => typeof path !== 'string')) {
        throw new MongoError(
          31002,
          '$unset specification must be a string or an array containing only string values'
        )
      }
      const projection = compileRemovedFields(paths as string[])
      return (document) => projection.apply(document, variables)
    }
    case '$replaceRoot':
    case '$replaceWith':
      return replacingRoot(name, spec, options)
    default:
      return undefined
  }
}

function object(name: string, spec: Value, code: number): Doc {
  if (isDoc(spec)) return spec
  throw new MongoError(code, `${name} specification stage must be an object, got ${typeName(spec)}`)
}

function replacingRoot(
  name: string,
  spec: Value,
  { collation, variables }: TransformOptions
): Transform {
  if (name === '$replaceRoot' && !(isDoc(spec) && spec.has('newRoot'))) {
    throw new MongoError(40231, 'no newRoot specified for the $replaceRoot stage')
  }
  const expression = name === '$replaceRoot' ? (spec as Doc).get('newRoot') : spec
  const evaluate = compileExpression(expression, { collation })
  return (document) => {
    const root = evaluate(new Scope(document, variables))
    if (isDoc(root)) return root
    throw new MongoError(
      40228,
      `'newRoot' expression must evaluate to an object, but resulting value was: ${display(root)}. Type of resulting value: '${typeName(root)}'. Input document: ${display(document)}`
    )
  }
}
