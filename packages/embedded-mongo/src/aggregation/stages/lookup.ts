import { identity } from '../../bson/key_encoding.ts'
import { clone, isDoc, type Doc, type Value } from '../../bson/types.ts'
import { MongoError } from '../../errors.ts'
import { compileFilter } from '../../query/matcher.ts'
import type { Pause } from '../../pause.ts'
import { choosePlan } from '../../query/planner.ts'
import { readLists } from '../../query/value_lists.ts'
import { valuesAt } from '../../query/walk.ts'
import { collect, type PipelineContext, type Stage, type Stream } from '../context.ts'
import { compileExpression, follow } from '../expression.ts'
import { Scope } from '../scope.ts'
import { Draft } from '../../update/draft.ts'

/** Runs a pipeline over a collection of the same database. */
export type PipelineRunner = (
  context: PipelineContext,
  collection: string,
  stages: Value[],
  filter?: Doc
) => Stream

interface Lookup {
  from: string
  as: string[]
  localField?: string[]
  foreignField?: string
  variables: [string, ReturnType<typeof compileExpression>][]
  pipeline: Value[]
}

function parse(spec: Value): Lookup {
  if (!isDoc(spec)) throw new MongoError(9, 'the $lookup stage specification must be an object')
  const text = (name: string) => {
    const value = spec.get(name)
    if (value !== undefined && typeof value !== 'string')
      throw new MongoError(9, `$lookup argument '${name}' must be a string`)
    return value
  }
  const [from, as] = [text('from'), text('as')]
  if (as === undefined) throw new MongoError(9, "must specify 'as' field for a $lookup")
  const pipeline = spec.get('pipeline')
  const [localField, foreignField] = [text('localField'), text('foreignField')]
  if (
    (localField === undefined) !== (foreignField === undefined) ||
    (localField === undefined && !pipeline)
  ) {
    throw new MongoError(
      9,
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified"
    )
  }
  const variables = spec.get('let')
  return {
    from: from ?? '',
    as: as.split('.'),
    localField: localField?.split('.'),
    foreignField,
    variables: isDoc(variables)
      ? [...variables].map(([name, value]) => [name, compileExpression(value)])
      : [],
    pipeline: Array.isArray(pipeline) ? pipeline : [],
  }
}

/** Joins documents of another collection, using an index if there is one and otherwise a hash table built once. */
export function lookup(spec: Value, context: PipelineContext, run: PipelineRunner): Stage {
  const parsed = parse(spec)
  const find = parsed.foreignField === undefined ? undefined : joiner(parsed, context, run)
  let independent: Doc[] | undefined

  const joined = async (document: Doc): Promise<Doc[]> => {
    if (find && parsed.pipeline.length === 0) return find(document)
    const inner = new Map(context.variables)
    const scope = new Scope(document, context.variables)
    for (const [name, evaluate] of parsed.variables) inner.set(name, evaluate(scope))
    const nested = { ...context, variables: inner }
    if (find) {
      const filter = await equalityFilter(parsed, document, context.pause)
      return collect(run(nested, parsed.from, parsed.pipeline, filter))
    }
    if (parsed.variables.length > 0) return collect(run(nested, parsed.from, parsed.pipeline))
    independent ??= await collect(run(nested, parsed.from, parsed.pipeline))
    return copies(independent, context.pause)
  }

  return adding(parsed.as, joined, context.pause)
}

/** Adds the joined documents to each document. */
function adding(path: string[], find: (document: Doc) => Promise<Doc[]>, pause: Pause): Stage {
  return async function* (input) {
    for await (const batch of input) {
      const results: Doc[] = []
      for (const document of batch) {
        const draft = Draft.copying(document)
        draft.write(path, await find(document))
        results.push(draft.document)
        if (pause.isDue()) await pause.take()
      }
      yield results
    }
  }
}

/** Copies documents so that later stages may change them. */
async function copies(documents: Iterable<Doc>, pause: Pause): Promise<Doc[]> {
  const result: Doc[] = []
  for (const document of documents) {
    result.push(clone(document))
    if (pause.isDue()) await pause.take()
  }
  return result
}

/** Returns the values to join by: an array's elements, or null for a missing field. */
function localValues({ localField }: Lookup, document: Doc): Value[] {
  const value = follow(document, localField as string[], 0)
  return Array.isArray(value) ? value : [value ?? null]
}

async function equalityFilter(parsed: Lookup, document: Doc, pause: Pause): Promise<Doc> {
  const values = localValues(parsed, document)
  const condition: Value = new Map([['$in', values]])
  await readLists(condition, pause)
  return new Map([[parsed.foreignField as string, condition]])
}

function joiner(parsed: Lookup, context: PipelineContext, run: PipelineRunner) {
  const { connection, database, collation } = context
  const foreign = connection.catalog().find(database, parsed.from)
  const probe = compileFilter(new Map([[parsed.foreignField as string, 0]]), { collation })
  const indexed =
    foreign && choosePlan(connection, foreign, { matcher: probe, collation }).kind === 'index'
  if (indexed || !foreign) {
    return async (document: Doc) =>
      collect(run(context, parsed.from, [], await equalityFilter(parsed, document, context.pause)))
  }
  let table: Promise<Map<string, Doc[]>> | undefined
  return async (document: Doc) => {
    table ??= tableOf(parsed, context, run)
    const joined = await table
    const found = new Set<Doc>()
    for (const value of localValues(parsed, document)) {
      for (const match of joined.get(identity(value, collation)) ?? []) found.add(match)
      if (context.pause.isDue()) await context.pause.take()
    }
    return copies(found, context.pause)
  }
}

/** Builds a hash table of the foreign documents, keyed by their join field. */
async function tableOf(parsed: Lookup, context: PipelineContext, run: PipelineRunner) {
  const table = new Map<string, Doc[]>()
  const path = (parsed.foreignField as string).split('.')
  const put = (document: Doc, value: Value) => {
    const key = identity(value, context.collation)
    const list = table.get(key)
    if (!list) table.set(key, [document])
    else if (list.at(-1) !== document) list.push(document)
  }
  for await (const batch of run(context, parsed.from, [])) {
    for (const document of batch) {
      const values = valuesAt(document, path)
      if (values.length === 0) put(document, null)
      for (const value of values) {
        put(document, value)
        if (Array.isArray(value)) for (const element of value) put(document, element)
      }
      if (context.pause.isDue()) await context.pause.take()
    }
  }
  return table
}

/** Follows references from document to document within one collection. */
export function graphLookup(spec: Value, context: PipelineContext, run: PipelineRunner): Stage {
  if (!isDoc(spec)) throw new MongoError(40327, '$graphLookup argument must be an object')
  const text = (name: string) => {
    const value = spec.get(name)
    if (typeof value === 'string') return value
    throw new MongoError(40100, `$graphLookup requires a string '${name}'`)
  }
  const [from, as, connectFrom, connectTo] = [
    'from',
    'as',
    'connectFromField',
    'connectToField',
  ].map(text)
  const start = compileExpression(spec.get('startWith'), context)
  const most = spec.has('maxDepth') ? Number(spec.get('maxDepth')) : Number.POSITIVE_INFINITY
  const depthField = spec.get('depthField') as string | undefined
  const restriction = spec.get('restrictSearchWithMatch')

  const walk = async (document: Doc): Promise<Doc[]> => {
    const found = new Map<string, Doc>()
    const asked = new Set<string>()
    const first = start(new Scope(document, context.variables))
    let frontier = Array.isArray(first) ? first : [first ?? null]
    for (let depth = 0; depth <= most && frontier.length > 0; depth++) {
      const fresh: Value[] = []
      for (const value of frontier) {
        const key = identity(value)
        if (!asked.has(key)) fresh.push(value)
        asked.add(key)
        if (context.pause.isDue()) await context.pause.take()
      }
      if (fresh.length === 0) break
      const filter: Doc = new Map([[connectTo, new Map([['$in', fresh]])]])
      await readLists(filter, context.pause)
      const all: Doc = isDoc(restriction) ? new Map([['$and', [filter, restriction]]]) : filter
      frontier = []
      for (const match of await collect(run(context, from, [], all))) {
        const key = identity(match.get('_id'))
        if (found.has(key)) continue
        found.set(key, depthField ? new Map([...match, [depthField, BigInt(depth)]]) : match)
        const next = follow(match, connectFrom.split('.'), 0)
        if (Array.isArray(next)) for (const one of next) frontier.push(one)
        else if (next !== undefined) frontier.push(next)
        if (context.pause.isDue()) await context.pause.take()
      }
    }
    return [...found.values()]
  }

  return adding(as.split('.'), walk, context.pause)
}

export function unionWith(spec: Value, context: PipelineContext, run: PipelineRunner): Stage {
  const collection = isDoc(spec) ? spec.get('coll') : spec
  const pipeline = isDoc(spec) ? (spec.get('pipeline') ?? []) : []
  if (!Array.isArray(pipeline)) throw new MongoError(14, '$unionWith pipeline must be an array')
  return async function* (input) {
    yield* input
    yield* run(context, typeof collection === 'string' ? collection : '', pipeline)
  }
}
