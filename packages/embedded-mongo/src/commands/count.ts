import { headOf } from '../aggregation/pipeline.ts'
import { stageOf } from '../aggregation/transforms.ts'
import { isDoc, type Doc, type Value } from '../bson/types.ts'
import { compileFilter } from '../query/matcher.ts'
import type { PlanRequest } from '../query/index_scan.ts'
import { choosePlan } from '../query/planner.ts'
import { scan } from '../query/scan.ts'
import type { ScanStatistics } from '../query/scan_options.ts'
import { countAll, countIndexed } from '../query/index_counts.ts'
import type { Pause } from '../pause.ts'
import type { Collection } from '../store/catalog.ts'
import type { Connection } from '../store/connection.ts'
import {
  collationMember,
  countMember,
  docMember,
  findCollection,
  OK,
  variablesOf,
  type Command,
  type CommandContext,
} from './context.ts'
import { signedLimit } from './read.ts'

const count: Command = {
  async run(context) {
    const { command } = context
    const limit = Math.abs(signedLimit(command)) || Number.POSITIVE_INFINITY
    const skip = countMember(command, 'skip') ?? 0
    const filter = docMember(command, 'query') ?? new Map()
    return context.read(async (connection) => {
      const collection = findCollection(connection, context)
      const matcher = compileFilter(filter, { collation: collationMember(command, collection) })
      if (!collection) return { n: 0, ok: OK }
      const n = await countDocuments(context.pause, connection, collection, {
        matcher,
        collation: collationMember(command, collection),
        hint: command.get('hint'),
      })
      return { n: Math.max(0, Math.min(n - skip, limit)), ok: OK }
    })
  },
}

/** Counts documents in the cheapest way: by the number of rows, by index entries, or by scanning the documents. */
export async function countDocuments(
  pause: Pause,
  connection: Connection,
  collection: Collection,
  request: PlanRequest,
  statistics: ScanStatistics = { keysExamined: 0, docsExamined: 0 }
): Promise<number> {
  if (request.matcher.matchesAll && request.hint === undefined) {
    return countAll(connection, collection, pause)
  }
  const plan = choosePlan(connection, collection, request)
  if (plan.kind === 'index' && (plan.exact || request.matcher.matchesAll)) {
    return countIndexed(connection, collection, plan, { pause, statistics })
  }
  let n = 0
  for await (const rows of scan(connection, collection, plan, request.matcher, {
    pause,
    statistics,
  })) {
    n += rows.length
  }
  return n
}

/** Answers the `$match` and `$group` pipeline that drivers use to count, from an index if possible. */
export async function countReply(
  context: CommandContext,
  connection: Connection,
  name: string,
  stages: Value[]
): Promise<Doc[] | undefined> {
  const counted = countOf(stages)
  const collection = connection.catalog().find(context.database, name)
  if (!collection || !counted) return undefined
  const { filter, field } = counted
  const options = {
    collation: collationMember(context.command, collection),
    variables: variablesOf(context.command),
  }
  const n = await countDocuments(context.pause, connection, collection, {
    matcher: compileFilter(filter, options),
    collation: options.collation,
    hint: context.command.get('hint'),
  })
  if (n === 0) return []
  return [
    field.id === undefined
      ? new Map([[field.name, n]])
      : new Map<string, Value>([
          ['_id', field.id],
          [field.name, n],
        ]),
  ]
}

/** Returns what a pipeline counts if it does nothing else. */
export function countOf(
  stages: Value[]
): { filter: Doc; field: { name: string; id?: Value } } | undefined {
  const { filter, rest } = headOf(stages)
  const field = rest.length === 1 ? countedField(rest[0]) : undefined
  return field && { filter, field }
}

/** Returns the field into which a stage counts all documents, or `undefined` if it does anything else. */
function countedField(stage: Value): { name: string; id?: Value } | undefined {
  const [operator, spec] = stageOf(stage)
  if (operator !== '$group' || !isDoc(spec) || spec.size !== 2) return undefined
  const id = spec.get('_id')
  if (id !== null && typeof id !== 'number') return undefined
  const [name, value] = [...spec].find(([member]) => member !== '_id') as [string, Value]
  const sum = isDoc(value) ? value.get('$sum') : undefined
  return sum === 1 && (value as Doc).size === 1 ? { name, id } : undefined
}

export const countCommands: Record<string, Command> = { count }
