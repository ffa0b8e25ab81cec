import { headOf } from '../aggregation/pipeline.ts'
import { isDoc, type Doc, type Value } from '../bson/types.ts'
import type { Encodable } from '../bson/encode.ts'
import { MongoError } from '../errors.ts'
import { findDocuments, type FindRequest } from '../query/find.ts'
import { distinctScan, distinctValues } from '../query/distinct.ts'
import type { IndexScan } from '../query/index_scan.ts'
import type { Plan } from '../query/planner.ts'
import type { Collection } from '../store/catalog.ts'
import type { Connection } from '../store/connection.ts'
import {
  arrayMember,
  docMember,
  OK,
  type Command,
  type CommandContext,
  type Reply,
} from './context.ts'
import { countDocuments, countOf } from './count.ts'
import { VERSION } from './diagnostics.ts'
import { findRequest } from './read.ts'

const explain: Command = {
  async run(context) {
    const inner = docMember(context.command, 'explain')
    if (!inner) throw new MongoError(14, "BSON field 'explain.explain' must be an object")
    return explainReply(context, inner)
  },
}

/** Explains how a command finds its documents, and executes that part if the verbosity requires it. */
export async function explainReply(context: CommandContext, inner: Doc): Promise<Reply> {
  const query = queryOf(inner)
  const verbosity = context.command.get('verbosity') ?? 'allPlansExecution'
  return context.read(async (connection) => {
    const collection = connection.catalog().find(context.database, query.collection)
    const namespace = `${context.database}.${query.collection}`
    const request = collection && findRequest(context, connection, collection, query.find)
    const winningPlan = collection && request ? winningPlanOf(collection, request, query) : EOF
    const reply: { [name: string]: Encodable } = {
      explainVersion: '1',
      queryPlanner: {
        namespace,
        parsedQuery: query.find.get('filter') ?? {},
        winningPlan,
        rejectedPlans: [],
      },
      command: inner,
      serverInfo: { host: 'embedded', port: 0, version: VERSION, gitVersion: '' },
    }
    if (verbosity !== 'queryPlanner') {
      reply.executionStats = await executionStats(context, connection, {
        collection,
        request,
        query,
        winningPlan,
      })
    }
    return { ...reply, ok: OK }
  })
}

interface Explained {
  collection?: Collection
  request?: FindRequest
  query: Query
  winningPlan: Encodable
}

async function executionStats(
  context: CommandContext,
  connection: Connection,
  { collection, request, query, winningPlan }: Explained
): Promise<Encodable> {
  const started = performance.now()
  const nReturned =
    collection && request ? await executeQuery(context, connection, collection, request, query) : 0
  const { keysExamined = 0, docsExamined = 0 } = request?.statistics ?? {}
  return {
    executionSuccess: true,
    nReturned,
    executionTimeMillis: Math.round(performance.now() - started),
    totalKeysExamined: keysExamined,
    totalDocsExamined: docsExamined,
    executionStages: { ...(winningPlan as object), nReturned, keysExamined, docsExamined },
  }
}

/** Runs the query and returns the number of results. */
async function executeQuery(
  { pause }: CommandContext,
  connection: Connection,
  collection: Collection,
  request: FindRequest,
  { counts, distinct }: Query
): Promise<number> {
  const { statistics } = request
  if (distinct !== undefined) {
    const options = { pause, statistics }
    const values = await distinctValues(connection, collection, distinct, request, options)
    return values.length
  }
  if (counts) {
    await countDocuments(pause, connection, collection, request, statistics)
    return 1
  }
  let found = 0
  for await (const batch of findDocuments(connection, collection, request)) found += batch.length
  return found
}

const EOF = { stage: 'EOF' }

function winningPlanOf(
  collection: Collection,
  request: FindRequest,
  { counts, distinct }: Query
): { [name: string]: Encodable } {
  const { plan, matcher } = request
  if (distinct !== undefined) {
    const covered = distinctScan(collection, distinct, request)
    if (covered) return { stage: 'FETCH', inputStage: indexStage(covered, 'DISTINCT_SCAN') }
  }
  if (!counts) return stagesOf(request)
  if (matcher.matchesAll && request.hint === undefined)
    return { stage: 'COUNT', inputStage: { stage: 'RECORD_STORE_FAST_COUNT' } }
  const covered = plan.kind === 'index' && (plan.exact || matcher.matchesAll)
  return {
    stage: 'COUNT',
    inputStage: covered ? indexStage(plan, 'COUNT_SCAN') : accessStage(plan),
  }
}

/** The query of a command and the form of its results. */
interface Query {
  collection: string
  find: Doc
  /** True if only the number of documents is requested. */
  counts?: boolean
  /** The field whose distinct values are requested. */
  distinct?: string
}

/** Converts the query part of a command to a find. */
function queryOf(command: Doc): Query {
  const [name] = command.keys()
  const collection = String(command.get(name))
  const from = (source: Doc, filter: string): Doc => {
    const find: Doc = new Map([['filter', source.get(filter) ?? new Map()]])
    for (const option of ['sort', 'projection', 'hint', 'collation', 'limit', 'skip', 'let']) {
      const value = source.get(option)
      if (value !== undefined) find.set(option, value)
    }
    return find
  }
  switch (name) {
    case 'find':
      return { collection, find: from(command, 'filter') }
    case 'count':
      return { collection, find: from(command, 'query'), counts: true }
    case 'distinct':
      return { collection, find: from(command, 'query'), distinct: String(command.get('key')) }
    case 'findAndModify':
    case 'findandmodify':
      return { collection, find: from(command, 'query') }
    case 'update':
    case 'delete': {
      const [statement] = (arrayMember(command, `${name}s`) ?? []).filter(isDoc)
      return { collection, find: from(statement ?? new Map(), 'q') }
    }
    case 'aggregate':
      return { collection, ...pipelineHead(command) }
    default:
      throw new MongoError(59, `Explain failed due to unknown command: ${name}`)
  }
}

function pipelineHead(command: Doc): { find: Doc; counts: boolean } {
  const stages = arrayMember(command, 'pipeline') ?? []
  const { filter, sort } = headOf(stages)
  const find: Doc = new Map<string, Value>([['filter', filter]])
  if (sort.length > 0) {
    find.set('sort', new Map(sort.map(({ path, descending }) => [path, descending ? -1 : 1])))
  }
  for (const option of ['hint', 'collation', 'let']) {
    const value = command.get(option)
    if (value !== undefined) find.set(option, value)
  }
  return { find, counts: countOf(stages) !== undefined }
}

/** Describes the plan as MongoDB does: IXSCAN under FETCH, or COLLSCAN, with further stages on top. */
function stagesOf(request: FindRequest): { [name: string]: Encodable } {
  const { plan, sort, skip, limit, projection } = request
  let stage = accessStage(plan)
  if (sort.length > 0 && !(plan.kind === 'index' && plan.sorted)) {
    const sortPattern = Object.fromEntries(
      sort.map(({ path, descending }) => [path, descending ? -1 : 1])
    )
    stage = { stage: 'SORT', sortPattern, inputStage: stage }
  }
  if (skip > 0) stage = { stage: 'SKIP', skipAmount: skip, inputStage: stage }
  if (Number.isFinite(limit)) stage = { stage: 'LIMIT', limitAmount: limit, inputStage: stage }
  if (projection) stage = { stage: 'PROJECTION_DEFAULT', inputStage: stage }
  return stage
}

function accessStage(plan: Plan): { [name: string]: Encodable } {
  if (plan.kind === 'collection')
    return { stage: 'COLLSCAN', direction: plan.reverse ? 'backward' : 'forward' }
  if (plan.kind === 'union') {
    return {
      stage: 'FETCH',
      inputStage: { stage: 'OR', inputStages: plan.branches.map((branch) => indexStage(branch)) },
    }
  }
  return { stage: 'FETCH', inputStage: indexStage(plan) }
}

function indexStage(
  { index, reverse, intervals }: IndexScan,
  stage = 'IXSCAN'
): { [name: string]: Encodable } {
  return {
    stage,
    keyPattern: index.key,
    indexName: index.name,
    isMultiKey: index.multikey,
    isUnique: index.unique || index.isId,
    isSparse: index.sparse,
    isPartial: index.partialFilter !== undefined,
    direction: reverse ? 'backward' : 'forward',
    intervals: intervals.length,
  }
}

export const explainCommands: Record<string, Command> = { explain }
