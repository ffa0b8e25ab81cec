import { compare, equal } from '../../bson/compare.ts'
import { identity } from '../../bson/key_encoding.ts'
import { isDoc, isNumeric, typeName, type Doc, type Value } from '../../bson/types.ts'
import { toDouble } from '../../bson/numbers.ts'
import { ChunkedMap } from '../../chunked.ts'
import { MongoError } from '../../errors.ts'
import { spend } from '../../effort.ts'
import { sortedInSteps } from '../../merge_sort.ts'
import { runInTurns, type Pause, type Steps } from '../../pause.ts'
import { Sorter } from '../../query/sort.ts'
import type { Accumulator, AccumulatorFactory } from '../accumulator.ts'
import { compileAccumulator } from '../accumulators.ts'
import type { PipelineContext, Stage } from '../context.ts'
import { compileExpression } from '../expression.ts'
import { Scope } from '../scope.ts'
import { sorting, type StageCompiler } from './basic.ts'

type Fields = [name: string, factory: AccumulatorFactory][]

/** Compiles the accumulated fields of a group. */
function compileFields(spec: Doc, { collation }: PipelineContext): Fields {
  return [...spec].map(([name, value]) => {
    if (!isDoc(value))
      throw new MongoError(40234, `The field '${name}' must be an accumulator object`)
    if (name.includes('.'))
      throw new MongoError(40235, `The field name '${name}' cannot contain '.'`)
    if (value.size !== 1)
      throw new MongoError(40238, `The field '${name}' must specify one accumulator`)
    const [[accumulator, operand]] = value
    return [name, compileAccumulator(accumulator, operand, collation)]
  })
}

class Group {
  readonly id: Value
  private readonly fields: [string, Accumulator][]

  constructor(id: Value, fields: Fields) {
    spend(8 * fields.length)
    this.id = id
    this.fields = fields.map(([name, factory]) => [name, factory()])
  }

  add(scope: Scope): void {
    spend(this.fields.length)
    for (const [, accumulator] of this.fields) accumulator.add(scope)
  }

  *result(): Steps<Doc> {
    const result: Doc = new Map([['_id', this.id]])
    for (const [name, accumulator] of this.fields) {
      const value = yield* accumulator.result()
      if (value !== undefined) result.set(name, value)
    }
    return result
  }
}

const group: StageCompiler = (spec, context) => {
  if (!isDoc(spec)) throw new MongoError(15947, "a group's fields must be specified in an object")
  if (!spec.has('_id')) throw new MongoError(15955, 'a group specification must include an _id')
  const { collation, variables, pause } = context
  const id = compileExpression(spec.get('_id'), { collation })
  const fields = compileFields(new Map([...spec].filter(([name]) => name !== '_id')), context)
  return async function* (input) {
    const groups = new ChunkedMap<string, Group>()
    for await (const batch of input) {
      for (const document of batch) {
        const scope = new Scope(document, variables)
        const value = id(scope) ?? null
        const key = identity(value, collation)
        let found = groups.get(key)
        if (!found) groups.add(key, (found = new Group(value, fields)))
        found.add(scope)
        if (pause.isDue()) await pause.take()
      }
    }
    yield* results(groups.values(), pause)
  }
}

async function* results(groups: Iterable<Group>, pause: Pause): AsyncGenerator<Doc[]> {
  let batch: Doc[] = []
  for (const one of groups) {
    const result = runInTurns(one.result(), pause)
    batch.push(result instanceof Promise ? await result : result)
    const isDue = pause.isDue()
    if (batch.length < 500 && !isDue) continue
    if (isDue) await pause.take()
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

const sortByCount: StageCompiler = (spec, context) => {
  if (!(typeof spec === 'string' && spec.startsWith('$')) && !isDoc(spec)) {
    throw new MongoError(
      40148,
      'the sortByCount field must be defined as a $-prefixed path or an expression inside an object'
    )
  }
  const counted = group(
    new Map<string, Value>([
      ['_id', spec],
      ['count', new Map([['$sum', 1]])],
    ]),
    context
  )
  const sorted = sorting(new Map([['count', -1]]), Number.POSITIVE_INFINITY, context)
  return (input) => sorted(counted(input))
}

const COUNT_FIELD: Doc = new Map([['count', new Map([['$sum', 1]])]])

const bucket: StageCompiler = (spec, context) => {
  if (!isDoc(spec))
    throw new MongoError(
      40201,
      `Argument to $bucket stage must be an object, but found type: ${typeName(spec)}`
    )
  const boundaries = spec.get('boundaries')
  if (!Array.isArray(boundaries) || boundaries.length < 2) {
    throw new MongoError(40192, "The $bucket 'boundaries' field must have at least 2 values")
  }
  for (let at = 1; at < boundaries.length; at++) {
    spend()
    if (compare(boundaries[at - 1], boundaries[at]) >= 0) {
      throw new MongoError(
        40194,
        "The 'boundaries' option to $bucket must be sorted in ascending order"
      )
    }
  }
  const value = compileExpression(spec.get('groupBy'), context)
  const fields = compileFields((spec.get('output') as Doc | undefined) ?? COUNT_FIELD, context)
  return async function* (input) {
    const groups = new Map<number, Group>()
    for await (const batch of input) {
      for (const document of batch) {
        const scope = new Scope(document, context.variables)
        const of = value(scope)
        const at = of === undefined ? boundaries.length : bucketOf(of, boundaries)
        if (at === boundaries.length && !spec.has('default')) {
          throw new MongoError(
            40066,
            '$switch could not find a matching branch for an input, and no default was specified.'
          )
        }
        const id = at === boundaries.length ? (spec.get('default') as Value) : boundaries[at]
        let found = groups.get(at)
        if (!found) groups.set(at, (found = new Group(id, fields)))
        found.add(scope)
        if (context.pause.isDue()) await context.pause.take()
      }
    }
    const byId = sortedInSteps([...groups.values()], (a, b) => compare(a.id, b.id))
    yield* results(await runInTurns(byId, context.pause), context.pause)
  }
}

/** Returns the index of the last boundary not above the value, or the number of boundaries if it is out of range. */
function bucketOf(value: Value, boundaries: Value[]): number {
  let low = 0
  let high = boundaries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare(value, boundaries[middle]) < 0) high = middle
    else low = middle + 1
  }
  return low > 0 && low < boundaries.length ? low - 1 : boundaries.length
}

const bucketAuto: StageCompiler = (spec, context) => {
  if (!isDoc(spec))
    throw new MongoError(
      40240,
      `The argument to $bucketAuto must be an object, but found type: ${typeName(spec)}`
    )
  const buckets = isNumeric(spec.get('buckets')) ? toDouble(spec.get('buckets') as number) : 0
  if (buckets < 1)
    throw new MongoError(40243, "The $bucketAuto 'buckets' field must be greater than 0")
  const value = compileExpression(spec.get('groupBy'), context)
  const fields = compileFields((spec.get('output') as Doc | undefined) ?? COUNT_FIELD, context)
  const stage: Stage = async function* (input) {
    const { pause, collation } = context
    const byValue = [{ path: 'of', parts: ['of'], descending: false }]
    const sorter = new Sorter<Doc>(byValue, undefined, collation)
    const valueOf = (document: Doc) => value(new Scope(document, context.variables)) ?? null
    for await (const batch of input) {
      for (const document of batch) {
        sorter.add(new Map([['of', valueOf(document)]]), document)
        if (pause.isDue()) await pause.take()
      }
    }
    const ordered = await sorter.finish(pause)
    const size = Math.max(1, Math.round(ordered.length / buckets))
    const out: Doc[] = []
    let start = 0
    while (start < ordered.length) {
      let end = out.length === buckets - 1 ? ordered.length : Math.min(start + size, ordered.length)
      while (end < ordered.length && equal(valueOf(ordered[end - 1]), valueOf(ordered[end]))) end++
      const max = valueOf(ordered[end < ordered.length ? end : end - 1])
      const id: Doc = new Map([
        ['min', valueOf(ordered[start])],
        ['max', max],
      ])
      const one = new Group(id, fields)
      for (; start < end; start++) {
        one.add(new Scope(ordered[start], context.variables))
        if (pause.isDue()) await pause.take()
      }
      out.push(await runInTurns(one.result(), pause))
    }
    yield out
  }
  return stage
}

export const groupStages: Record<string, StageCompiler> = {
  $group: group,
  $sortByCount: sortByCount,
  $bucket: bucket,
  $bucketAuto: bucketAuto,
}
