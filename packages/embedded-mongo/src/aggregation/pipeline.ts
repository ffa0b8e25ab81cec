import { decode, decodeAsync } from '../bson/decode.ts'
import { MAX_SYNC_READ_BYTES } from '../bson/reader.ts'
import { isDoc, type Doc, type Value } from '../bson/types.ts'
import { MongoError, notSupported } from '../errors.ts'
import { compileFilter, type Matcher } from '../query/matcher.ts'
import { choosePlan, type Plan } from '../query/planner.ts'
import { scan } from '../query/scan.ts'
import { compileSort, type SortPart } from '../query/sort.ts'
import type { Collection } from '../store/catalog.ts'
import { eachDoc, streamOf, type PipelineContext, type Stage, type Stream } from './context.ts'
import { basicStages, facet, sorting, wholeNumber, type StageCompiler } from './stages/basic.ts'
import { geoNear } from './stages/geo_near.ts'
import { groupStages } from './stages/group.ts'
import { graphLookup, lookup, unionWith } from './stages/lookup.ts'
import { compileTransform, stageOf } from './transforms.ts'

const STAGES: Record<string, StageCompiler> = {
  ...basicStages,
  ...groupStages,
  $geoNear: geoNear,
  $lookup: (spec, context) => lookup(spec, context, runPipeline),
  $graphLookup: (spec, context) => graphLookup(spec, context, runPipeline),
  $unionWith: (spec, context) => unionWith(spec, context, runPipeline),
  $facet: (spec, context) => {
    if (!isDoc(spec) || spec.size === 0)
      throw new MongoError(40169, 'the $facet specification must be a non-empty object')
    const pipelines = [...spec].map(([name, stages]) => {
      if (!Array.isArray(stages))
        throw new MongoError(40170, `arguments to $facet must be arrays, ${name} is not`)
      return [name, throughStages(compileStages(stages, context))] as const
    })
    return facet(new Map(pipelines))
  },
}

const UNSUPPORTED = new Set([
  '$changeStream',
  '$search',
  '$searchMeta',
  '$vectorSearch',
  '$rankFusion',
  '$listSearchIndexes',
  '$currentOp',
  '$setWindowFields',
  '$densify',
  '$fill',
  '$collStats',
  '$indexStats',
  '$planCacheStats',
])

/** The stages that write. The aggregate command runs them itself. */
export const OUTPUT_STAGES = new Set(['$out', '$merge'])

function compileStages(stages: Value[], context: PipelineContext): Stage[] {
  const compiled: Stage[] = []
  for (let at = 0; at < stages.length; at++) {
    const [name, spec] = stageOf(stages[at])
    const most =
      name === '$sort' && isDoc(spec) && spec.size > 0 ? limitBehind(stages, at + 1) : undefined
    compiled.push(
      most === undefined ? compileStage(name, spec, context) : sorting(spec as Doc, most, context)
    )
  }
  return compiled
}

function compileStage(name: string, spec: Value, context: PipelineContext): Stage {
  const transform = compileTransform(name, spec, context)
  if (transform) {
    return (input) => eachDoc(input, context.pause, (document, emit) => emit(transform(document)))
  }
  if (Object.hasOwn(STAGES, name)) return STAGES[name](spec, context)
  if (UNSUPPORTED.has(name)) throw notSupported(name)
  if (OUTPUT_STAGES.has(name))
    throw new MongoError(40601, `${name} can only be the final stage in the pipeline`)
  throw new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`)
}

/** Returns how many documents a sort must keep, given the `$skip` and `$limit` stages that follow it. */
function limitBehind(stages: Value[], from: number): number | undefined {
  let skipped = 0
  for (let at = from; at < stages.length; at++) {
    const [name, spec] = stageOf(stages[at])
    if (name === '$skip') skipped += wholeNumber('$skip', spec, 0, 15956)
    else if (name === '$limit') return skipped + wholeNumber('$limit', spec, 1, 15958)
    else return undefined
  }
  return undefined
}

const throughStages = (stages: Stage[]) => (input: Stream) =>
  stages.reduce<Stream>((stream, stage) => stage(stream), input)

/** The leading part of a pipeline that the collection scan takes over. */
export interface PipelineHead {
  filter: Doc
  sort: SortPart[]
  /** The remaining stages. */
  rest: Value[]
}

export function headOf(stages: Value[], filter?: Doc): PipelineHead {
  const filters: Value[] = filter ? [filter] : []
  let at = 0
  for (; at < stages.length; at++) {
    const [name, spec] = stageOf(stages[at])
    if (name !== '$match') break
    if (!isDoc(spec))
      throw new MongoError(15959, 'the match filter must be an expression in an object')
    filters.push(spec)
  }
  const rest = stages.slice(at)
  const [name, spec] = rest.length > 0 ? stageOf(rest[0]) : []
  return {
    filter:
      filters.length === 1
        ? (filters[0] as Doc)
        : filters.length === 0
          ? new Map()
          : new Map([['$and', filters]]),
    sort: name === '$sort' && isDoc(spec) ? compileSort(spec) : [],
    rest,
  }
}

/** Runs a pipeline over a collection. A missing collection counts as empty. */
export function runPipeline(
  context: PipelineContext,
  collectionName: string,
  stages: Value[],
  filter?: Doc,
  hint?: Value
): Stream {
  const head = headOf(stages, filter)
  const matcher = compileFilter(head.filter, context)
  const collection = context.connection.catalog().find(context.database, collectionName)
  const startsItself = head.rest.length > 0 && stageOf(head.rest[0])[0] === '$documents'
  if (!collection || startsItself)
    return throughStages(compileStages(head.rest, context))(streamOf([]))

  const plan = choosePlan(context.connection, collection, {
    matcher,
    sort: head.sort,
    collation: context.collation,
    hint,
  })
  const sorted = plan.kind === 'index' && plan.sorted && head.sort.length > 0
  const rest = compileStages(sorted ? head.rest.slice(1) : head.rest, context)
  return throughStages(rest)(documentsOf(context, collection, plan, matcher))
}

/** Number of documents per batch. */
const BATCH_LENGTH = 100

async function* documentsOf(
  context: PipelineContext,
  collection: Collection,
  plan: Plan,
  matcher: Matcher
): AsyncGenerator<Doc[]> {
  for await (const rows of scan(context.connection, collection, plan, matcher, context)) {
    let batch: Doc[] = []
    for (const { bytes } of rows) {
      batch.push(
        bytes.length > MAX_SYNC_READ_BYTES ? await decodeAsync(bytes, context.pause) : decode(bytes)
      )
      const isDue = context.pause.isDue()
      if (batch.length < BATCH_LENGTH && !isDue) continue
      if (isDue) await context.pause.take()
      yield batch
      batch = []
    }
    if (batch.length > 0) yield batch
  }
}
