import { headOf } from '../aggregation/pipeline.ts'
import { isDoc, type Doc, type Value } from '../bson/types.ts'
import type { Encodable } from '../bson/encode.ts'
import { MongoError } from '../errors.ts'
import { findDocuments, type FindRequest } from '../query/find.ts'
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
import { findRequest } from './read.ts'

const explain: Command = {
  async run(context) {
    const inner = docMember(context.command, 'explain')
    if (!inner) throw new MongoError(14, "BSON field 'explain.explain' must be an object")
    return explainReply(context, inner)
  },
}

/** Says how a command finds its documents, and carries that part out where the verbosity asks for it. */
export async function explainReply(context: CommandContext, inner: Doc): Promise<Reply> {
  const query = queryOf(inner)
  const verbosity = context.command.get('verbosity') ?? 'allPlansExecution'
  return context.read(async (connection) => {
    const collection = connection.catalog().find(context.database, query.collection)
    const namespace = `${context.database}.${query.collection}`
    const request = collection && findRequest(context, connection, collection, query.find)
    const winningPlan = request ? stagesOf(request) : { stage: 'EOF' }
    const reply: { [name: string]: Encodable } = {
      explainVersion: '1',
      queryPlanner: {
        namespace,
        parsedQuery: query.find.get('filter') ?? {},
        winningPlan,
        rejectedPlans: [],
      },
      command: inner,
      serverInfo: { host: 'embedded', port: 0, version: '8.0.0', gitVersion: '' },
    }
    if (verbosity !== 'queryPlanner') {
      reply.executionStats = await executionStats(connection, collection, request, winningPlan)
    }
    return { ...reply, ok: OK }
  })
}

async function executionStats(
  connection: Connection,
  collection: Collection | undefined,
  request: FindRequest | undefined,
  winningPlan: Encodable
): Promise<Encodable> {
  const started = performance.now()
  let nReturned = 0
  if (collection && request) {
    for await (const batch of findDocuments(connection, collection, request))
      nReturned += batch.length
  }
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

/** The part of a command that looks for documents, as a find. */
function queryOf(command: Doc): { collection: string; find: Doc } {
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
    case 'distinct':
    case 'findAndModify':
    case 'findandmodify':
      return { collection, find: from(command, 'query') }
    case 'update':
    case 'delete': {
      const [statement] = (arrayMember(command, `${name}s`) ?? []).filter(isDoc)
      return { collection, find: from(statement ?? new Map(), 'q') }
    }
    case 'aggregate':
      return { collection, find: pipelineHead(command) }
    default:
      throw new MongoError(59, `Explain failed due to unknown command: ${name}`)
  }
}

function pipelineHead(command: Doc): Doc {
  const { filter, sort } = headOf(arrayMember(command, 'pipeline') ?? [])
  const find: Doc = new Map<string, Value>([['filter', filter]])
  if (sort.length > 0) {
    find.set('sort', new Map(sort.map(({ path, descending }) => [path, descending ? -1 : 1])))
  }
  for (const option of ['hint', 'collation', 'let']) {
    const value = command.get(option)
    if (value !== undefined) find.set(option, value)
  }
  return find
}

/** The plan in MongoDB's terms: IXSCAN under FETCH, or COLLSCAN, and what comes on top. */
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
      inputStage: { stage: 'OR', inputStages: plan.branches.map(indexStage) },
    }
  }
  return { stage: 'FETCH', inputStage: indexStage(plan) }
}

function indexStage({ index, reverse, intervals }: Plan & { kind: 'index' }): {
  [name: string]: Encodable
} {
  return {
    stage: 'IXSCAN',
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
