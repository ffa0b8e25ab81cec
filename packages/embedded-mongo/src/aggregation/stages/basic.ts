import { toDouble, toInteger } from '../../bson/numbers.ts'
import { isDoc, isNumeric, typeName, type Doc, type Value } from '../../bson/types.ts'
import { spend } from '../../effort.ts'
import { MongoError } from '../../errors.ts'
import { inBatches } from '../../merge_sort.ts'
import { compileFilter } from '../../query/matcher.ts'
import { compileSort, Sorter } from '../../query/sort.ts'
import { collect, eachDoc, type PipelineContext, type Stage, type Stream } from '../context.ts'
import { compileExpression } from '../expression.ts'
import { Scope } from '../scope.ts'
import { Draft } from '../../update/draft.ts'
import { read } from '../../update/path.ts'

export type StageCompiler = (spec: Value, context: PipelineContext) => Stage

export function wholeNumber(name: string, value: Value, least: number, code: number): number {
  const integer = isNumeric(value) ? toInteger(value) : undefined
  if (integer === undefined || integer < BigInt(least)) {
    throw new MongoError(
      code,
      `invalid argument to ${name} stage: Expected a ${least === 1 ? 'positive' : 'non-negative'} number in: ${name}: ${String(integer ?? typeName(value))}`
    )
  }
  return Number(integer)
}

const match: StageCompiler = (spec, context) => {
  if (!isDoc(spec))
    throw new MongoError(15959, 'the match filter must be an expression in an object')
  const matcher = compileFilter(spec, context)
  return (input) =>
    eachDoc(input, context.pause, (document, emit) => matcher.matches(document) && emit(document))
}

const limit: StageCompiler = (spec) => {
  const count = wholeNumber('$limit', spec, 1, 15958)
  return async function* (input) {
    let left = count
    for await (const batch of input) {
      yield batch.slice(0, left)
      left -= batch.length
      if (left <= 0) return
    }
  }
}

const skip: StageCompiler = (spec) => {
  const count = wholeNumber('$skip', spec, 0, 15956)
  return async function* (input) {
    let left = count
    for await (const batch of input) {
      if (left < batch.length) yield batch.slice(left)
      left = Math.max(0, left - batch.length)
    }
  }
}

const sort: StageCompiler = (spec, context) => {
  if (!isDoc(spec)) throw new MongoError(15973, 'the $sort key specification must be an object')
  if (spec.size === 0) throw new MongoError(15976, '$sort stage must have at least one sort key')
  return sorting(spec, Number.POSITIVE_INFINITY, context)
}

/** Sorts documents and keeps only as many as the later stages need. */
export function sorting(spec: Doc, most: number, context: PipelineContext): Stage {
  const parts = compileSort(spec)
  return async function* (input) {
    const sorter = new Sorter<Doc>(parts, most, context.collation)
    for await (const batch of input) {
      for (const document of batch) {
        sorter.add(document, document)
        if (context.pause.isDue()) await context.pause.take()
      }
    }
    yield* inBatches(await sorter.finish(context.pause))
  }
}

const count: StageCompiler = (spec) => {
  if (typeof spec !== 'string' || spec === '')
    throw new MongoError(40156, 'the count field must be a non-empty string')
  if (spec.startsWith('$'))
    throw new MongoError(40158, 'the count field cannot be a $-prefixed path')
  if (spec.includes('.')) throw new MongoError(40160, "the count field cannot contain '.'")
  return async function* (input) {
    let total = 0
    for await (const batch of input) total += batch.length
    if (total > 0) yield [new Map([[spec, total]])]
  }
}

interface Unwind {
  path: string[]
  keepsEmpty: boolean
  indexField?: string[]
}

function parseUnwind(spec: Value): Unwind {
  const path = isDoc(spec) ? spec.get('path') : spec
  if (typeof path !== 'string')
    throw new MongoError(
      28808,
      `expected a string as the path for $unwind stage, got ${typeName(path)}`
    )
  if (!path.startsWith('$'))
    throw new MongoError(
      28818,
      `path option to $unwind stage should be prefixed with a '$': ${path}`
    )
  const options = isDoc(spec) ? spec : new Map<string, Value>()
  for (const name of options.keys()) {
    if (!['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'].includes(name)) {
      throw new MongoError(28811, `unrecognized option to $unwind stage: ${name}`)
    }
  }
  const index = options.get('includeArrayIndex')
  return {
    path: path.slice(1).split('.'),
    keepsEmpty: options.get('preserveNullAndEmptyArrays') === true,
    indexField: typeof index === 'string' ? index.split('.') : undefined,
  }
}

const unwind: StageCompiler = (spec, { pause }) => {
  const parsed = parseUnwind(spec)
  return async function* (input) {
    for await (const batch of input) {
      let results: Doc[] = []
      for (const document of batch) {
        for (const result of unwound(document, parsed)) {
          results.push(result)
          if (!pause.isDue()) continue
          await pause.take()
          yield results
          results = []
        }
      }
      if (results.length > 0) yield results
    }
  }
}

/** Yields one document for each element of the array. */
function* unwound(document: Doc, { path, keepsEmpty, indexField }: Unwind): Generator<Doc> {
  const withIndex = (draft: Draft, index: Value) => {
    if (indexField) draft.write(indexField, index)
    return draft.document
  }
  const value = read(document, path)
  if (!Array.isArray(value)) {
    if ((value !== undefined && value !== null) || keepsEmpty)
      yield withIndex(Draft.copying(document), null)
  } else if (value.length === 0) {
    if (!keepsEmpty) return
    const draft = Draft.copying(document)
    draft.remove(path)
    yield withIndex(draft, null)
  } else {
    for (const [index, element] of value.entries()) {
      const draft = Draft.copying(document)
      draft.write(path, element)
      yield withIndex(draft, BigInt(index))
    }
  }
}

const sample: StageCompiler = (spec, { pause }) => {
  const size = isDoc(spec) ? spec.get('size') : undefined
  if (!isNumeric(size)) throw new MongoError(28746, 'size argument to $sample must be a number')
  const wanted = toDouble(size)
  if (wanted < 0) throw new MongoError(28747, 'size argument to $sample must not be negative')
  return async function* (input) {
    const chosen: Doc[] = []
    let seen = 0
    for await (const batch of input) {
      for (const document of batch) {
        seen++
        if (chosen.length < wanted) chosen.push(document)
        else {
          const place = Math.floor(Math.random() * seen)
          if (place < wanted) chosen[place] = document
        }
      }
      if (pause.isDue()) await pause.take()
    }
    for (let at = chosen.length - 1; at > 0; at--) {
      const other = Math.floor(Math.random() * (at + 1))
      ;[chosen[at], chosen[other]] = [chosen[other], chosen[at]]
    }
    yield chosen
  }
}

const redact: StageCompiler = (spec, { collation, variables, pause }) => {
  const evaluate = compileExpression(spec, { collation })
  const visit = (value: Value): Value | undefined => {
    if (Array.isArray(value)) {
      return value
        .map((element) => (spend(2), visit(element)))
        .filter((element) => element !== undefined)
    }
    if (!isDoc(value)) return value
    spend(8)
    const decision = evaluate(new Scope(value, new Map(variables).set('CURRENT', value)))
    if (decision === 'KEEP') return value
    if (decision === 'PRUNE') return undefined
    if (decision !== 'DESCEND')
      throw new MongoError(
        17053,
        `$redact's expression should not return anything aside from the variables $$KEEP, $$DESCEND, and $$PRUNE`
      )
    const result: Doc = new Map()
    for (const [name, member] of value) {
      const kept = visit(member)
      if (kept !== undefined) result.set(name, kept)
    }
    return result
  }
  return (input) =>
    eachDoc(input, pause, (document, emit) => {
      const kept = visit(document)
      if (isDoc(kept)) emit(kept)
    })
}

const documents: StageCompiler = (spec, { collation, variables }) => {
  const list = compileExpression(spec, { collation })(new Scope(new Map(), variables))
  if (!Array.isArray(list) || !list.every(isDoc))
    throw new MongoError(5858203, 'an array of documents is expected by $documents')
  return async function* () {
    yield list as Doc[]
  }
}

const listLocalSessions: StageCompiler = (_spec, { sessions }) =>
  async function* () {
    yield sessions()
  }

/** Runs several pipelines over the same input. */
export function facet(pipelines: Map<string, (input: Stream) => Stream>): Stage {
  return async function* (input) {
    const all = await collect(input)
    const result: Doc = new Map()
    for (const [name, run] of pipelines) {
      result.set(name, await collect(run(fromArray(all))))
    }
    yield [result]
  }
}

async function* fromArray(all: Doc[]): AsyncGenerator<Doc[]> {
  yield* inBatches(all)
}

export const basicStages: Record<string, StageCompiler> = {
  $match: match,
  $limit: limit,
  $skip: skip,
  $sort: sort,
  $count: count,
  $unwind: unwind,
  $sample: sample,
  $redact: redact,
  $documents: documents,
  $listLocalSessions: listLocalSessions,
}
